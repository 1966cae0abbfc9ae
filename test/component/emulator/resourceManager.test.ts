import { exportJob, importJob, startChecked, checkedEmulator } from "./harness";

const emulator = checkedEmulator();
beforeEach(async () => {
    emulator.reset();
    await emulator.arm("PUT", emulator.job("photos"), importJob());
});

describe("ids and names", () => {
    it("are the same in any letter case, and are answered as they were made", async () => {
        const shouted = emulator
            .job("PHOTOS")
            .replace("rg-test", "RG-TEST")
            .replace("resourceGroups", "RESOURCEGROUPS")
            .replace("Microsoft.ImportExport", "microsoft.importexport");
        const { status, body } = await emulator.arm("GET", shouted);
        expect([status, body.id]).toEqual([200, emulator.job("photos")]);
    });

    it("bear a slash too many", async () => {
        expect((await emulator.arm("GET", `/${emulator.job("photos")}/`)).status).toBe(200);
    });
});

describe("api-version", () => {
    it.each(["2016-11-01", "2020-08-01", "2021-01-01"])("%s is served", async (apiVersion) => {
        const answer = await emulator.arm("GET", emulator.job("photos"), undefined, { apiVersion });
        expect(answer.status).toBe(200);
        expect("systemData" in answer.body).toBe(apiVersion !== "2016-11-01");
    });

    it.each([
        [null, "MissingApiVersionParameter"],
        ["", "MissingApiVersionParameter"],
        ["2021-01-01-preview", "NoRegisteredProviderFound"],
        ["2099-01-01", "NoRegisteredProviderFound"],
    ])("%s is refused with 400 %s", async (apiVersion, code) => {
        const answer = await emulator.arm("GET", emulator.job("photos"), undefined, { apiVersion });
        expect([answer.status, answer.body.error.code]).toEqual([400, code]);
        if (code === "NoRegisteredProviderFound")
            expect(answer.body.error.message).toContain("2021-01-01");
    });

    it("2016-11-01 spells blobListblobPath, asks keys with GET too and moves jobs", async () => {
        const apiVersion = "2016-11-01";
        const job = exportJob({ export: { blobListblobPath: "container/list.xml" } });
        const made = await emulator.arm("PUT", emulator.job("out"), job, { apiVersion });
        expect(made.body.properties.export).toEqual({ blobListblobPath: "container/list.xml" });
        const modern = await emulator.arm("GET", emulator.job("out"));
        expect(modern.body.properties.export).toEqual({ blobListBlobPath: "container/list.xml" });
        const keys = await emulator.arm(
            "GET",
            `${emulator.job("photos")}/listBitLockerKeys`,
            undefined,
            { apiVersion },
        );
        expect(keys.body.value).toHaveLength(2);
        await emulator.arm("PUT", emulator.group("rg-target"), { location: "westus" });
        const move = {
            targetResourceGroup: emulator.group("rg-target"),
            resources: [emulator.job("photos")],
        };
        const moved = await emulator.arm(
            "POST",
            emulator.jobsPath.replace(/jobs$/, "moveResources"),
            move,
            { apiVersion },
        );
        expect(moved.status).toBe(200);
        expect((await emulator.arm("GET", emulator.job("photos"))).status).toBe(404);
        expect(
            (await emulator.arm("GET", emulator.job("photos").replace("rg-test", "rg-target")))
                .status,
        ).toBe(200);
    });
});

describe("a request that cannot be served", () => {
    it.each([
        [
            "another method",
            "PUT",
            () => `${emulator.job("photos")}/listBitLockerKeys`,
            {},
            405,
            "MethodNotAllowed",
        ],
        [
            "another resource type",
            "GET",
            () => `${emulator.subscriptionPath()}/providers/Microsoft.Nothing/things`,
            undefined,
            404,
            "InvalidResourceType",
        ],
        [
            "another subscription",
            "GET",
            () =>
                emulator
                    .job("photos")
                    .replace(/[\da-f-]{36}/, "00000000-0000-4000-8000-000000000000"),
            undefined,
            404,
            "SubscriptionNotFound",
        ],
        [
            "a subscription that is no id",
            "GET",
            () => emulator.job("photos").replace(/[\da-f-]{36}/, "mine"),
            undefined,
            400,
            "InvalidSubscriptionId",
        ],
        [
            "another group",
            "GET",
            () => emulator.job("photos").replace("rg-test", "rg-none"),
            undefined,
            404,
            "ResourceGroupNotFound",
        ],
        ["another job", "GET", () => emulator.job("videos"), undefined, 404, "ResourceNotFound"],
        [
            "malformed JSON",
            "PUT",
            () => emulator.job("photos"),
            "{ nope",
            400,
            "InvalidRequestContent",
        ],
        [
            "malformed percent-encoding",
            "GET",
            () => emulator.job("%zz"),
            undefined,
            400,
            "InvalidRequestUri",
        ],
    ])("is answered with a code: %s", async (_title, method, path, body, status, code) => {
        const answer = await emulator.arm(method, path(), body);
        expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    });

    it("is 413 when its body is above 4 MB", async () => {
        const answer = await emulator.arm(
            "PUT",
            emulator.job("photos"),
            " ".repeat(4 * 1024 * 1024 + 1),
        );
        expect([answer.status, answer.body.error.code]).toEqual([413, "RequestContentTooLarge"]);
    });
});

describe("headers", () => {
    it("name the request, and echo the client's ids when asked to", async () => {
        const headers = {
            "x-ms-client-request-id": "mine-1",
            "x-ms-correlation-request-id": "group-1",
        };
        const plain = await emulator.arm("GET", emulator.job("photos"), undefined, { headers });
        expect(plain.headers["x-ms-request-id"]).toMatch(/^[\da-f-]{36}$/);
        expect(plain.headers["x-ms-correlation-request-id"]).toBe("group-1");
        expect(plain.headers).not.toHaveProperty("x-ms-client-request-id");
        const asked = { ...headers, "x-ms-return-client-request-id": "true" };
        const echoed = await emulator.arm("GET", emulator.job("photos"), undefined, {
            headers: asked,
        });
        expect(echoed.headers["x-ms-client-request-id"]).toBe("mine-1");
    });
});

describe("a subscription that is not registered for the provider", () => {
    it("reads, but makes no job until it is registered", async () => {
        const fresh = await startChecked({ registered: false, initialResourceGroups: ["rg-test"] });
        const provider = `/subscriptions/${fresh.subscriptionId}/providers/Microsoft.ImportExport`;
        expect((await fresh.arm("GET", fresh.jobsPath)).status).toBe(200);
        const refused = await fresh.arm("PUT", fresh.job("photos"), importJob());
        expect([refused.status, refused.body.error.code]).toEqual([
            409,
            "MissingSubscriptionRegistration",
        ]);
        expect(refused.body.error.details?.[0]?.target).toBe("Microsoft.ImportExport");
        const options = { apiVersion: "2019-05-01" };
        expect((await fresh.arm("GET", provider, undefined, options)).body).toMatchObject({
            registrationState: "NotRegistered",
        });
        const registered = await fresh.arm("POST", `${provider}/register`, undefined, options);
        expect(registered.body).toMatchObject({ registrationState: "Registered" });
        expect((await fresh.arm("PUT", fresh.job("photos"), importJob())).status).toBe(201);
    });
});

describe("subscriptions", () => {
    it("are listed and read, further ones too", async () => {
        const other = "11111111-2222-4333-8444-555555555555";
        const two = await startChecked({ additionalSubscriptionIds: [other] });
        const { body } = await two.arm("GET", "/subscriptions", undefined, {
            apiVersion: "2022-12-01",
        });
        expect(body.value.map(({ subscriptionId }) => subscriptionId)).toEqual([
            two.subscriptionId,
            other,
        ]);
        const elsewhere = two.job("photos").replace(two.subscriptionId, other);
        expect((await two.arm("PUT", elsewhere, importJob())).status).toBe(201);
        expect((await two.arm("GET", two.job("photos"))).status).toBe(404);
    });
});
