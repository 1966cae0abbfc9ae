import { deliveryPackage, exportJob, importJob, checkedEmulator } from "./harness";

const emulator = checkedEmulator();
let subscriptionJobs: string;
beforeAll(async () => {
    subscriptionJobs = `/subscriptions/${emulator.subscriptionId}/providers/Microsoft.ImportExport/jobs`;
    for (const name of ["a1", "a2", "a3"])
        await emulator.arm("PUT", emulator.job(name), importJob());
    await emulator.arm("PUT", emulator.job("b1"), exportJob());
    const other = emulator.job("c1").replace("rg-test", "rg-other");
    await emulator.arm("PUT", other, importJob({ deliveryPackage }));
    emulator.move(emulator.job("a2"), "Shipping");
});

const namesIn = (body: { value: Record<string, unknown>[] }) => body.value.map(({ name }) => name);

describe("a list", () => {
    it("by subscription has every job with its drives", async () => {
        const { body } = await emulator.arm("GET", subscriptionJobs);
        expect(namesIn(body)).toEqual(["c1", "a1", "a2", "a3", "b1"]);
        expect(body.value[0]).toMatchObject({
            properties: { driveList: [{}, {}] },
            location: "West US",
        });
        expect(body).not.toHaveProperty("nextLink");
    });

    it("by resource group has the group's jobs without their drives", async () => {
        const { body } = await emulator.arm("GET", emulator.jobsPath);
        expect(namesIn(body)).toEqual(["a1", "a2", "a3", "b1"]);
        for (const job of body.value) expect(job.properties).not.toHaveProperty("driveList");
    });

    it("comes in pages of $top, linked until there is no more", async () => {
        const pages: unknown[][] = [];
        let next: string | undefined = `${subscriptionJobs}?$top=2`;
        while (next !== undefined) {
            const apiVersion: string | null = pages.length === 0 ? "2021-01-01" : null;
            const { body } = await emulator.arm("GET", next, undefined, { apiVersion });
            pages.push(namesIn(body));
            next = body.nextLink?.replace(emulator.endpoint, "");
        }
        expect(pages).toEqual([["c1", "a1"], ["a2", "a3"], ["b1"]]);
    });

    it("is not shaken by a job that goes between two pages", async () => {
        const first = await emulator.arm("GET", `${emulator.jobsPath}?$top=2`);
        const path = first.body.nextLink!.replace(emulator.endpoint, "");
        await emulator.arm("DELETE", emulator.job("a1"));
        const second = await emulator.arm("GET", path, undefined, { apiVersion: null });
        await emulator.arm("PUT", emulator.job("a1"), importJob());
        expect(namesIn(second.body)).toEqual(["a3", "b1"]);
    });

    it.each([
        ["type eq 'Export'", ["b1"]],
        ["type eq 'Import' and state eq 'Shipping'", ["a2"]],
        ["state eq 'Closed'", []],
        ["trackingnumber eq '992016102507'", ["c1"]],
        ["TYPE EQ 'Import' AND trackingnumber eq 'x and y'", []],
    ])("keeps to the filter %s", async (filter, names) => {
        const query = new URLSearchParams({ $filter: filter, $top: "100" });
        const { body } = await emulator.arm("GET", `${subscriptionJobs}?${query.toString()}`);
        expect(namesIn(body)).toEqual(names);
    });

    it.each([
        "$top=0",
        "$top=101",
        "$top=ten",
        "$filter=name eq 'a1'",
        "$filter=state eq 'Sideways'",
        "$filter=type eq 'Import' or type eq 'Export'",
        "$skiptoken=nonsense",
    ])("refuses %s with 400", async (query) => {
        const answer = await emulator.arm("GET", `${subscriptionJobs}?${encodeURI(query)}`);
        expect([answer.status, answer.body.error.code]).toEqual([400, "InvalidParameter"]);
    });

    it("of a group that is not there is 404", async () => {
        const answer = await emulator.arm("GET", emulator.jobsPath.replace("rg-test", "rg-none"));
        expect([answer.status, answer.body.error.code]).toEqual([404, "ResourceGroupNotFound"]);
    });
});

describe("the request log", () => {
    it("strikes out tracking numbers", async () => {
        const query = new URLSearchParams({ $filter: "trackingnumber eq 'MARKED-NUMBER'" });
        await emulator.arm("GET", `${subscriptionJobs}?${query.toString()}`);
        await emulator.arm(
            "GET",
            `${subscriptionJobs}?$filter=trackingnumber%20eq%20'MARKED-NUMBER'`,
        );
        const { body } = await emulator.admin("GET", "/requests");
        expect(JSON.stringify(body)).toContain("trackingnumber");
        expect(JSON.stringify(body)).not.toContain("MARKED-NUMBER");
    });
});

describe("locations", () => {
    it.each(["westus", "West%20US", "WESTUS", "west%20us"])("are found as %s", async (name) => {
        const answer = await emulator.arm(
            "GET",
            `/providers/Microsoft.ImportExport/locations/${name}`,
        );
        expect(answer.body).toMatchObject({
            name: "West US",
            id: "/providers/Microsoft.ImportExport/locations/westus",
        });
    });

    it("are as dirty as the recorded ones", async () => {
        const { body } = await emulator.arm("GET", "/providers/Microsoft.ImportExport/locations");
        const find = (name: string) => body.value.find((location) => location.name === name);
        expect(find("Australia East")).toMatchObject({
            properties: { city: " ", postalCode: " " },
        });
        expect(find("East US 2")).toMatchObject({
            properties: {
                alternateLocations: ["/providers/Microsoft.ImportExport/locations/eastus"],
            },
        });
    });

    it("that do not exist are 404", async () => {
        for (const name of ["atlantis", "__proto__", "constructor"]) {
            const answer = await emulator.arm(
                "GET",
                `/providers/Microsoft.ImportExport/locations/${name}`,
            );
            expect(answer.status).toBe(404);
        }
    });
});
