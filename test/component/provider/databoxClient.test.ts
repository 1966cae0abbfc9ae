import { inspect } from "node:util";
import type { AzureError } from "../../../provider/arm/azureErrors";
import type {
    ArmCustomerDiskRequest,
    DataBoxClient,
} from "../../../provider/databox/dataBoxClient";
import type { JobAddress } from "../../../provider/job/armJob";
import { MovedService } from "./movedService";

const key = "351263-203390-606320-483076-238810-662376-448998-450120";
const secrets = [
    "Rosa Muster",
    "425 555 0199",
    "rosa@example.test",
    "77 Imaginary Road",
    "Nirgendwo",
    "acct-4711-0815",
    "SERIAL0815",
    key,
];

let service: MovedService;
let client: DataBoxClient;
let job: JobAddress;
let sentBefore = 0;

beforeAll(async () => {
    service = await MovedService.start({ recordBodies: true });
    client = await service.newDataBoxClient();
    job = service.job("photos");
});
afterAll(() => service.stop());
beforeEach(() => {
    service.emulator.reset();
    service.answers.length = 0;
    service.lines.length = 0;
    sentBefore = service.time.requests.length;
});

const during = <T>(call: Promise<T>) => service.time.during(call);
const idOf = ({ jobName } = job) =>
    `/subscriptions/${job.subscriptionId}/resourceGroups/disks/providers/Microsoft.DataBox/jobs/${jobName}`;
const account = () =>
    `/subscriptions/${job.subscriptionId}/resourceGroups/disks/providers/Microsoft.Storage/storageAccounts/photos`;
const scope = () => ({ subscriptionId: job.subscriptionId, resourceGroupName: "disks" });

function importOrder(): ArmCustomerDiskRequest {
    return {
        location: "westus",
        tags: { team: "photos", "UPPER and space": "" },
        sku: { name: "DataBoxCustomerDisk" },
        properties: {
            transferType: "ImportToAzure",
            details: {
                jobDetailsType: "DataBoxCustomerDisk",
                contactDetails: {
                    contactName: "Rosa Muster",
                    phone: "425 555 0199",
                    emailList: ["rosa@example.test"],
                },
                shippingAddress: {
                    streetAddress1: "77 Imaginary Road",
                    city: "Nirgendwo",
                    country: "US",
                },
                returnToCustomerPackageDetails: {
                    carrierName: "FedEx",
                    carrierAccountNumber: "acct-4711-0815",
                },
                importDiskDetailsCollection: {
                    SERIAL0815: {
                        manifestFile: "\\DriveManifest.xml",
                        manifestHash: "0123456789abcdef0123456789abcdef",
                        bitLockerKey: key,
                    },
                },
                dataImportDetails: [
                    {
                        accountDetails: {
                            dataAccountType: "StorageAccount",
                            storageAccountId: account(),
                        },
                    },
                ],
            },
        },
    };
}

const plant = (state?: string) => service.emulator.plant(idOf(), state ? { state } : {});
const orders = () =>
    service.emulator.jobs().filter((one) => JSON.stringify(one).includes("Microsoft.DataBox"));

/** One operation of Data Box, by the name that the specification has for it. */
const on = (name: string, nth?: number) => ({ operation: `DataBox.${name}`, nth });
const POLL = "OperationResults_Get";

function answer(status: number, body?: unknown, headers?: Record<string, string>) {
    return { type: "answer" as const, status, body, headers };
}
const says = (status: number, code: string, message = "no") =>
    answer(status, { error: { code, message } });

/** What a call that must fail failed with, and everything that a log could print of it. */
async function failure(call: Promise<unknown>): Promise<AzureError & { everything: string }> {
    const error = await service.failureOf(call);
    const everything = inspect(error, { depth: 20, showHidden: true });
    return Object.assign(error, { everything });
}

/** `METHOD status` of every request. */
const asked = () => service.answers.map(({ method, status }) => `${method} ${status}`);
/** The address of every request, as it was sent: the emulator's log masks what is signed. */
const sent = () =>
    service.time.requests
        .slice(sentBefore)
        .filter(({ protocol }) => protocol === "https:")
        .map(({ path }) => path);
/** The signatures in the addresses of operations. */
const signatures = () =>
    sent()
        .flatMap((path) => [...new URL(path, "https://a").searchParams])
        .filter(([name]) => /^[csht]$/.test(name))
        .map(([, value]) => value);

describe("an order that Azure shows", () => {
    it("comes as it was sent: nothing invented, nothing dropped", async () => {
        const body = {
            id: idOf(),
            novelty: { deep: [1, null] },
            sku: { name: "DataBoxCustomerDisk", model: "X" },
            properties: { transferType: "ImportToAzure", status: "SomethingNew", newProperty: 1 },
        };
        service.strike(on("Jobs_Get"), answer(200, body));
        await expect(during(client.getJob(job))).resolves.toEqual(body);
    });

    it("is asked for with its details, in the API version 2025-02-01", async () => {
        plant();
        const shown = await during(client.getJob(job));
        expect(service.emulator.requests().at(-1)?.path).toMatch(
            /\/jobs\/photos\?(api-version=2025-02-01&\$expand=details|\$expand=details&api-version=2025-02-01)$/,
        );
        expect(shown).toMatchObject({
            properties: {
                status: "Created",
                isCancellable: true,
                details: { jobStages: expect.any(Array) as unknown },
            },
        });
    });
});

describe("what goes onto the wire", () => {
    const bodyOf = (method: string) =>
        service.emulator.requests().find((request) => request.method === method)?.body;
    // Key order too: the text is the same, byte for byte.
    const expectSent = (method: string, body: unknown) =>
        expect(JSON.stringify(bodyOf(method))).toBe(JSON.stringify(body));

    it("is the order as given", async () => {
        await during(client.createJob(job, importOrder()));
        expectSent("PUT", importOrder());
    });

    it.each([
        ["tags alone", { tags: { a: "b" } }],
        ["an address that is not complete", { properties: { details: { shippingAddress: {} } } }],
        ["a key that the SDK does not know", { properties: { future: { on: true } }, more: 1 }],
    ])("is the patch as given: %s", async (_name, patch) => {
        plant();
        // Whether Azure takes it is not the question here.
        await Promise.allSettled([during(client.updateJob(job, patch))]);
        expectSent("PATCH", patch);
    });

    it("is the reason of a cancellation, the parcel of a shipment, a question's whole body", async () => {
        plant();
        await during(client.cancelJob(job, "pulumi destroy"));
        expectSent("POST", { reason: "pulumi destroy" });
        service.emulator.reset();
        plant();
        const parcel = { carrierName: "FedEx", trackingId: "992016102507" };
        await during(client.markDevicesShipped(job, parcel));
        expectSent("POST", { deliverToDcPackageDetails: parcel });
        service.emulator.reset();
        const request = { transferType: "ImportToAzure", country: "US", location: "westus" };
        await during(client.listAvailableSkus("westus", request, scope()));
        expectSent("POST", request);
    });
});

describe("creating an order", () => {
    it("follows the newest address until that is the order", async () => {
        const made = await during(client.createJob(job, importOrder()));
        expect(made).toMatchObject({ id: idOf(), properties: { status: "Created" } });
        expect(asked()).toEqual(["PUT 202", "GET 202", "GET 202", "GET 200"]);
        const paths = service.emulator.requests().map(({ path }) => path.split("?")[0]);
        expect(paths[1]).toMatch(/\/locations\/westus\/operationResults\//);
        expect(paths[2]).toBe(paths[1]);
        expect(paths[3]).toBe(idOf());
    });

    it("looks after half a second, then less and less often, up to every ten seconds", async () => {
        service.strike(on(POLL), answer(202), 12);
        const begun = service.time.now();
        await during(client.createJob(job, importOrder()));
        const times = service.answers.map(({ at }) => at - begun);
        expect(times.slice(0, 4)).toEqual([0, 500, 1_250, 2_375]);
        const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
        expect(Math.max(...pauses)).toBe(10_000);
    });

    it("waits as long as Azure asks", async () => {
        service.strike(on("Jobs_Create"), {
            ...answer(202, undefined, {
                "retry-after": "17",
                location: `${service.emulator.endpoint}${idOf()}?api-version=2025-02-01`,
            }),
        });
        plant();
        const begun = service.time.now();
        await during(client.createJob(job, importOrder()));
        expect(service.answers.map(({ at }) => at - begun)).toEqual([0, 17_000]);
    });

    it("takes an order that Azure shows at once, without 202", async () => {
        const body = { id: idOf(), properties: { status: "Created", details: {} } };
        service.strike(on("Jobs_Create"), answer(201, body));
        await expect(during(client.createJob(job, importOrder()))).resolves.toEqual(body);
        expect(asked()).toEqual(["PUT 201"]);
    });

    it("looks at the order when the operation ends without a word, or without a trace", async () => {
        for (const end of [answer(204), answer(200, ""), says(404, "ResourceNotFound")]) {
            service.emulator.reset();
            service.strike(on(POLL), end);
            const made = await during(client.createJob(job, importOrder()));
            expect(made).toMatchObject({ id: idOf() });
        }
    });

    it.each([
        ["without details", { status: "Created" }],
        ["with null for details", { status: "Created", details: null }],
    ])("looks at the order, details and all, when the operation ends %s", async (_, properties) => {
        service.strike(on(POLL), answer(200, { id: idOf(), properties }));
        const made = await during(client.createJob(job, importOrder()));
        expect(made).toMatchObject({
            properties: { details: { returnToCustomerPackageDetails: { carrierName: "FedEx" } } },
        });
        expect(asked().at(-1)).toBe("GET 200");
    });

    it("is not believed when there is no order in the end", async () => {
        service.strike(on(POLL), says(404, "ResourceNotFound"));
        service.strike(on("Jobs_Get"), says(404, "ResourceNotFound"));
        const error = await failure(client.createJob(job, importOrder()));
        expect(error).toMatchObject({ kind: "notUnderstood", effect: "unknown" });
    });

    it("refused by Azure at once has no effect", async () => {
        plant();
        const error = await failure(client.createJob(job, importOrder()));
        expect(error).toMatchObject({ status: 409, code: "Conflict", effect: "none" });
        expect(error.message).toContain('create job "photos" in resource group "disks"');
    });

    it("may have had an effect when the answer was lost, whatever a later try is told", async () => {
        service.strike(on("Jobs_Create"), { type: "drop", when: "after" });
        const error = await failure(client.createJob(job, importOrder()));
        expect(error).toMatchObject({ status: 409, code: "Conflict", effect: "unknown" });
        expect(orders()).toHaveLength(1);
    });

    it("that fails later may have had an effect", async () => {
        service.strike(on(POLL, 2), says(400, "OrderRejected", "Not in this country."));
        const error = await failure(client.createJob(job, importOrder()));
        expect(error).toMatchObject({
            kind: "refused",
            status: 400,
            code: "OrderRejected",
            effect: "unknown",
        });
        expect(error.message).toContain('Could not create job "photos"');
    });

    it("rides out that Azure does not answer while it works, and says that it waits", async () => {
        service.strike(on(POLL), { type: "drop", when: "before" }, 3);
        service.strike(on(POLL, 4), says(503, "ServerBusy"), 2);
        service.strike(on(POLL, 6), { type: "throttle", retryAfterSeconds: 20 });
        await expect(during(client.createJob(job, importOrder()))).resolves.toMatchObject({
            id: idOf(),
        });
        expect(service.lines.map(({ line }) => line)).toContainEqual(
            expect.stringContaining('create job "photos" in resource group "disks"'),
        );
    });

    it("gives up when Azure does not answer for too long: it may have had an effect", async () => {
        service.strike(on(POLL), { type: "drop", when: "before" }, "always");
        const error = await failure(client.createJob(job, importOrder()));
        expect(error).toMatchObject({ kind: "unreachable", effect: "unknown" });
        expect(error.message).toContain("Whether it was done all the same is not known");
    });

    it("gives up when Azure does not end it: it may have had an effect", async () => {
        service.strike(on(POLL), answer(202), "always");
        const begun = service.time.now();
        const error = await failure(client.createJob(job, importOrder()));
        expect(error).toMatchObject({ kind: "unfinished", effect: "unknown" });
        expect(error.message).toContain("has not ended it after 15 min");
        expect(service.time.now() - begun).toBe(15 * 60_000);
    });
});

describe("the address of an operation", () => {
    it("at another host is not followed: our token stays here", async () => {
        for (const [location, shown] of [
            ["https://example.test/a?s=SIGNED", "example.test"],
            ["http://localhost/a?s=SIGNED", "localhost"],
            ["https://", "none"],
        ] as const) {
            service.emulator.reset();
            service.strike(on("Jobs_Create"), answer(202, undefined, { location }));
            const before = service.time.requests.length;
            const error = await failure(client.createJob(job, importOrder()));
            expect(error).toMatchObject({ kind: "notUnderstood", effect: "unknown" });
            expect(error.message).toContain(shown);
            expect(error.everything).not.toContain("SIGNED");
            expect(service.time.requests.length).toBe(before + 1);
        }
    });

    it("must be given", async () => {
        service.strike(on("Jobs_Create"), answer(202));
        const error = await failure(client.createJob(job, importOrder()));
        expect(error).toMatchObject({ kind: "notUnderstood", status: 202, effect: "unknown" });
    });

    it("is in no error and no line, even when Azure quotes it", async () => {
        await during(client.createJob(job, importOrder()));
        const [signed] = sent().filter((path) => path.includes("&s="));
        service.emulator.reset();
        service.strike(on(POLL), says(503, "ServerBusy"), 30);
        service.strike(on("Jobs_Get"), says(403, "Forbidden", `See ${signed}`), "always");
        const quoted = await failure(client.getJob(job));
        service.strike(on(POLL), says(400, "Bad"), "always");
        const failed = await failure(client.createJob(job, importOrder()));
        expect(signatures().length).toBeGreaterThan(3);
        const shown = quoted.everything + failed.everything + inspect(service.lines);
        for (const signature of signatures()) expect(shown).not.toContain(signature);
    });

    it("is not in the SDK's log", async () => {
        const written: string[] = [];
        const { AzureLogger, setLogLevel } =
            jest.requireActual<typeof import("@azure/logger")>("@azure/logger");
        const { log } = AzureLogger;
        AzureLogger.log = (...args: unknown[]) => written.push(inspect(args, { depth: 20 }));
        setLogLevel("verbose");
        try {
            await during(client.createJob(job, importOrder()));
        } finally {
            setLogLevel(undefined);
            AzureLogger.log = log;
        }
        expect(written.join("")).toContain("operationResults");
        for (const signature of signatures()) expect(written.join("")).not.toContain(signature);
    });
});

describe("updating an order", () => {
    it("ends with the order as it is then", async () => {
        plant();
        const updated = await during(client.updateJob(job, { tags: { a: "b" } }));
        expect(updated).toMatchObject({ id: idOf(), tags: { a: "b" } });
        expect(asked()).toEqual(["PATCH 202", "GET 202", "GET 202", "GET 200"]);
    });

    it("takes an answer without 202, too", async () => {
        const body = { id: idOf(), properties: { details: {} } };
        service.strike(on("Jobs_Update"), answer(200, body));
        await expect(during(client.updateJob(job, { tags: {} }))).resolves.toEqual(body);
    });

    it("finds the order gone, at once or in the end", async () => {
        service.emulator.plant(idOf(service.job("other")), {});
        await expect(during(client.updateJob(job, { tags: {} }))).resolves.toBe("gone");
        plant();
        service.strike({ ...on(POLL), job: undefined }, { type: "advance", days: 200 });
        await expect(during(client.updateJob(job, { tags: {} }))).resolves.toBe("gone");
    });
});

describe("deleting an order", () => {
    it("follows the operation until 204", async () => {
        plant("Cancelled");
        await expect(during(client.deleteJob(job))).resolves.toBe("deleted");
        expect(asked()).toEqual(["DELETE 202", "GET 202", "GET 204"]);
        expect(orders()).toEqual([]);
    });

    it("follows it for minutes", async () => {
        plant("Completed");
        service.strike(on(POLL), answer(202), 20);
        await expect(during(client.deleteJob(job))).resolves.toBe("deleted");
    });

    it("tells that it is under way when its time is up, and looks not even once in no time", async () => {
        plant("Cancelled");
        service.strike(on(POLL), answer(202), "always");
        const begun = service.time.now();
        await expect(during(client.deleteJob(job, 0))).resolves.toBe("accepted");
        expect(asked()).toEqual(["DELETE 202"]);
        await expect(during(client.deleteJob(job, 60_000))).resolves.toBe("accepted");
        expect(service.time.now() - begun).toBe(60_000);
    });

    it("finds it gone: 204, or 404 of its group", async () => {
        service.emulator.plant(idOf(service.job("other")), {});
        await expect(during(client.deleteJob(job))).resolves.toBe("gone");
        expect(asked()).toEqual(["DELETE 204"]);
        service.strike(on("Jobs_Delete"), says(404, "ResourceGroupNotFound"));
        await expect(during(client.deleteJob(job))).resolves.toBe("gone");
    });

    it("believes a record of the operation that is gone only when the order is gone, too", async () => {
        plant("Cancelled");
        service.strike(on(POLL), says(404, "ResourceNotFound"));
        service.strike(on("Jobs_Get"), { type: "removeJob", when: "before" });
        await expect(during(client.deleteJob(job))).resolves.toBe("gone");

        service.emulator.reset();
        service.strike(on("Jobs_Delete"), {
            ...answer(202, undefined, {
                location: `${service.emulator.endpoint}/subscriptions/${job.subscriptionId}/providers/Microsoft.DataBox/locations/westus/operationResults/x?api-version=2025-02-01`,
            }),
        });
        plant("Cancelled");
        const error = await failure(client.deleteJob(job));
        expect(error).toMatchObject({ kind: "refused", status: 404, effect: "unknown" });
        expect(orders()).toHaveLength(1);
    });

    it("is refused by Azure while the order is not deletable", async () => {
        plant();
        expect(await failure(client.deleteJob(job))).toMatchObject({
            kind: "refused",
            status: 409,
            effect: "none",
        });
    });

    it("goes on when its answer was lost", async () => {
        plant("Cancelled");
        service.strike(on("Jobs_Delete"), { type: "drop", when: "after" });
        await expect(during(client.deleteJob(job))).resolves.toBe("deleted");
        expect(orders()).toEqual([]);
    });

    it.each([
        [200, "<html>Sign in</html>"],
        [200, '"ok"'],
        [200, { status: "Failed", error: { code: "X" } }],
        [302, ""],
    ])("is not believed when it ends with %s %j", async (status, body) => {
        plant("Cancelled");
        service.strike(on(POLL), answer(status, body, { location: "https://example.test/" }));
        const error = await failure(client.deleteJob(job));
        expect(error).toMatchObject({ kind: "notUnderstood", status, effect: "unknown" });
        service.strike(on("Jobs_Delete"), answer(status, body, { location: "https://a.test/" }));
        const atOnce = await failure(client.deleteJob(job));
        expect(atOnce).toMatchObject({ kind: "notUnderstood", status, effect: "unknown" });
    });
});

describe("cancelling, and announcing the shipment", () => {
    it("are accepted with 204", async () => {
        plant();
        await expect(during(client.cancelJob(job, "changed plans"))).resolves.toBe("accepted");
        await expect(during(client.getJob(job))).resolves.toMatchObject({
            properties: { status: "Cancelled", cancellationReason: "changed plans" },
        });
        service.emulator.reset();
        plant();
        const parcel = { carrierName: "FedEx", trackingId: "992016102507" };
        await expect(during(client.markDevicesShipped(job, parcel))).resolves.toBe("accepted");
        await expect(during(client.getJob(job))).resolves.toMatchObject({
            properties: {
                status: "ShippedToAzureDC",
                details: { deliverToDcPackageDetails: parcel },
            },
        });
    });

    it("are refused in a stage that does not allow them", async () => {
        plant("DataCopy");
        const parcel = { carrierName: "FedEx", trackingId: "992016102507" };
        for (const call of [
            () => client.cancelJob(job, "no"),
            () => client.markDevicesShipped(job, parcel),
        ]) {
            expect(await failure(call())).toMatchObject({ status: 409, effect: "none" });
        }
    });

    it("may have had an effect when the answer was lost", async () => {
        plant();
        service.strike(on("Jobs_Cancel"), { type: "drop", when: "after" });
        expect(await failure(client.cancelJob(job, "no"))).toMatchObject({ effect: "unknown" });
    });

    it.each([200, 202])("are not believed when Azure answers %s", async (status) => {
        service.strike(on("Jobs_Cancel"), answer(status, {}));
        expect(await failure(client.cancelJob(job, "no"))).toMatchObject({
            kind: "notUnderstood",
            effect: "unknown",
        });
    });
});

describe("an order that is not there", () => {
    const calls = (): Record<string, () => Promise<unknown>> => ({
        Jobs_Get: () => client.getJob(job),
        Jobs_Update: () => client.updateJob(job, { tags: {} }),
        Jobs_Delete: () => client.deleteJob(job),
        Jobs_Cancel: () => client.cancelJob(job, "x"),
        Jobs_MarkDevicesShipped: () =>
            client.markDevicesShipped(job, { carrierName: "FedEx", trackingId: "992016102507" }),
        Jobs_ListCredentials: () => client.listCredentials(job),
    });

    it("is gone for every operation on it", async () => {
        service.emulator.plant(idOf(service.job("other")), {});
        for (const call of Object.values(calls())) {
            await expect(during(call())).resolves.toBe("gone");
        }
    });

    it("cannot be created in a group that is not there", async () => {
        const elsewhere = { ...job, resourceGroupName: "no-such-group" };
        service.strike(on("Jobs_Create"), says(404, "ResourceGroupNotFound"));
        expect(await failure(client.createJob(elsewhere, importOrder()))).toMatchObject({
            code: "ResourceGroupNotFound",
            effect: "none",
        });
    });

    it.each([
        ["another code", { error: { code: "InvalidResourceType", message: "no such type" } }],
        ["a text that says so, without a code", { error: { message: "ResourceNotFound" } }],
        ["a proxy's page", "<html><title>404 ResourceNotFound</title></html>"],
        ["nothing", ""],
    ])("is not concluded from a 404 with %s", async (_name, body) => {
        for (const [operation, call] of Object.entries(calls())) {
            service.strike(on(operation), answer(404, body));
            expect(await failure(call())).toMatchObject({ kind: "refused", status: 404 });
        }
    });
});

describe("an answer that is not what the specification says", () => {
    it.each([
        ["nothing", 200, ""],
        ["a page", 200, "<html>Sign in to Contoso</html>"],
        ["half a body", 200, '{"id":"/subscriptions/x'],
        ["a list", 200, []],
        ["an empty object", 200, {}],
        ["an order without properties", 200, { id: "/x" }],
        ["a redirection", 307, ""],
    ])("is an error: %s", async (_name, status, body) => {
        const elsewhere = { location: "https://example.test/" };
        for (const operation of ["Jobs_Get", "Jobs_Create", "Jobs_Update"]) {
            service.strike(on(operation), answer(status, body, elsewhere));
        }
        const notUnderstood = { kind: "notUnderstood", status };
        const got = await failure(client.getJob(job));
        expect(got).toMatchObject({ ...notUnderstood, effect: "none" });
        expect(got.message).not.toContain("Contoso");
        for (const write of [
            () => client.createJob(job, importOrder()),
            () => client.updateJob(job, { tags: {} }),
        ]) {
            expect(await failure(write())).toMatchObject({ ...notUnderstood, effect: "unknown" });
        }
    });

    it("is an error at the end of an operation as well", async () => {
        for (const body of ["<html>Sign in</html>", {}, []]) {
            service.emulator.reset();
            service.strike(on(POLL), answer(200, body));
            expect(await failure(client.createJob(job, importOrder()))).toMatchObject({
                kind: "notUnderstood",
                effect: "unknown",
            });
        }
    });

    it("is an error in lists, keys, SKUs, addresses and locks", async () => {
        const request = { transferType: "ImportToAzure", country: "US", location: "westus" };
        const calls: [string, () => Promise<unknown>][] = [
            ["DataBox.Jobs_List", () => client.listJobs({ subscriptionId: job.subscriptionId })],
            ["DataBox.Jobs_ListCredentials", () => client.listCredentials(job)],
            [
                "DataBox.Service_ListAvailableSkusByResourceGroup",
                () => client.listAvailableSkus("westus", request, scope()),
            ],
            [
                "DataBox.Service_RegionConfigurationByResourceGroup",
                () => client.getDataCenterAddress("westus", "westus", scope()),
            ],
            ["ManagementLocks_ListAtResourceLevel", () => client.listLocks(account())],
        ];
        for (const [operation, call] of calls) {
            for (const body of [{}, { value: {} }, { value: ["x"] }, "[]"]) {
                service.strike({ operation }, answer(200, body));
                expect(await failure(call())).toMatchObject({ kind: "notUnderstood" });
            }
        }
        for (const wrong of [
            { jobSecrets: { diskSecrets: {} } },
            { jobSecrets: { diskSecrets: [{ diskSerialNumber: "A" }] } },
        ]) {
            service.strike(on("Jobs_ListCredentials"), answer(200, { value: [wrong] }));
            expect(await failure(client.listCredentials(job))).toMatchObject({
                kind: "notUnderstood",
            });
        }
    });
});

describe("lists, SKUs, addresses and keys", () => {
    it("are read to their last page", async () => {
        for (let i = 0; i < 130; i++) service.emulator.plant(idOf(service.job(`order-${i}`)), {});
        const { subscriptionId } = job;
        let pages = 0;
        const onPage = () => (pages += 1);
        const all = await during(client.listJobs({ subscriptionId }, { onPage }));
        expect(all).toHaveLength(130);
        expect(pages).toBe(2);
        const some = await during(client.listJobs(scope()));
        expect(some[0]).toMatchObject({ sku: { name: "DataBoxCustomerDisk" } });
        expect(some).toHaveLength(130);
    });

    it("of jobs are followed on the same host alone, and not in circles", async () => {
        const { subscriptionId } = job;
        const own = `${service.emulator.endpoint}/subscriptions/${subscriptionId}/providers/Microsoft.DataBox/jobs?api-version=2025-02-01`;
        for (const nextLink of ["https://example.test/next", own]) {
            service.emulator.reset();
            service.strike(on("Jobs_List"), answer(200, { value: [], nextLink }), "always");
            expect(await failure(client.listJobs({ subscriptionId }))).toMatchObject({
                kind: "notUnderstood",
            });
            expect(service.emulator.requests().length).toBeLessThan(4);
        }
    });

    it("of SKUs go on with a question without a body", async () => {
        const request = { transferType: "ImportToAzure", country: "US", location: "westus" };
        const nextLink = `${service.emulator.endpoint}/subscriptions/${job.subscriptionId}/page2?api-version=2025-02-01`;
        const first = { value: [{ sku: { name: "A" } }], nextLink };
        const list = "Service_ListAvailableSkusByResourceGroup";
        service.strike(on(list), answer(200, first));
        const error = await failure(client.listAvailableSkus("westus", request, scope()));
        const [post, get] = service.emulator.requests();
        expect([post?.method, get?.method]).toEqual(["POST", "GET"]);
        expect(service.time.requests.at(-1)?.getHeader("Content-Length")).toBeUndefined();
        // The emulator has no such page; half a list is none.
        expect(error).toMatchObject({ status: 404 });
    });

    it("are what the location says", async () => {
        const request = { transferType: "ImportToAzure", country: "US", location: "westus" };
        const skuNames = ["DataBoxCustomerDisk"];
        const skus = await during(
            client.listAvailableSkus("westus", { ...request, skuNames }, scope()),
        );
        expect(skus).toMatchObject([{ sku: { name: "DataBoxCustomerDisk" }, enabled: true }]);
        const { subscriptionId } = job;
        const address = await during(
            client.getDataCenterAddress("westus", "westus", { subscriptionId }),
        );
        expect(address).toMatchObject({
            datacenterAddressType: expect.any(String) as unknown,
            supportedCarriersForReturnShipment: expect.any(Array) as unknown,
        });
        const inGroup = await during(client.getDataCenterAddress("westus", "westus", scope()));
        expect(inGroup).toEqual(address);
    });

    it("are the keys of the order's disks", async () => {
        await during(client.createJob(job, importOrder()));
        await expect(during(client.listCredentials(job))).resolves.toEqual([
            { diskSerialNumber: "SERIAL0815", bitLockerKey: key },
        ]);
    });

    it("are refused where the service says in their place that it could not fetch them", async () => {
        const jobSecrets = { diskSecrets: [], error: { code: "KeyVaultUnreachable" } };
        service.strike(on("Jobs_ListCredentials"), answer(200, { value: [{ jobSecrets }] }));
        const error = await failure(client.listCredentials(job));
        expect(error).toMatchObject({ kind: "refused", code: "KeyVaultUnreachable" });
        expect(error.message).toContain("Azure answered 200 KeyVaultUnreachable");
    });

    it("are no keys where the service has none", async () => {
        for (const value of [[], [{ jobName: "photos", jobSecrets: null }]]) {
            service.strike(on("Jobs_ListCredentials"), answer(200, { value }));
            await expect(during(client.listCredentials(job))).resolves.toEqual([]);
        }
    });
});

describe("the lock on a storage account", () => {
    it("is found after an order, and removed by its name", async () => {
        await during(client.createJob(job, importOrder()));
        const locks = await during(client.listLocks(account()));
        expect(locks).toMatchObject([
            { name: "DATABOX_SERVICE", properties: { level: "CanNotDelete" } },
        ]);
        const lock = { resourceId: account(), name: "DATABOX_SERVICE" };
        await expect(during(client.deleteLock(lock))).resolves.toBe("deleted");
        await expect(during(client.listLocks(account()))).resolves.toEqual([]);
        // Azure answers 204 in both cases.
        await expect(during(client.deleteLock(lock))).resolves.toBe("deleted");
    });

    it("is asked for at an address with slashes", async () => {
        await during(client.createJob(job, importOrder()));
        await during(client.listLocks(account()));
        expect(service.emulator.requests().at(-1)?.path).toBe(
            `${account()}/providers/Microsoft.Authorization/locks?api-version=2020-05-01`,
        );
    });

    it("is not one of the account's parts or of another account", async () => {
        const lock = (id: string) => ({
            id: `${id}/providers/Microsoft.Authorization/locks/one`,
            name: "one",
            properties: { level: "ReadOnly" },
        });
        const value = [
            lock(account().toUpperCase()),
            lock(`${account()}/blobServices/default`),
            lock(`${account()}2`),
            lock(account().replace(/\/providers.*/, "")),
        ];
        service.strike(
            { operation: "ManagementLocks_ListAtResourceLevel" },
            answer(200, { value }),
        );
        await expect(during(client.listLocks(account()))).resolves.toEqual([value[0]]);
    });

    it("of an account that is gone is gone", async () => {
        service.strike(
            { operation: "ManagementLocks_ListAtResourceLevel" },
            says(404, "ResourceNotFound"),
        );
        await expect(during(client.listLocks(account()))).resolves.toBe("gone");
    });

    it("needs a permission, which the error names", async () => {
        service.strike(
            { operation: "ManagementLocks_DeleteAtResourceLevel" },
            says(403, "AuthorizationFailed"),
        );
        const lock = { resourceId: account(), name: "DATABOX_SERVICE" };
        expect((await failure(client.deleteLock(lock))).message).toContain(
            "Microsoft.Authorization/locks/*",
        );
    });
});

describe("an address that is not an order's, or a resource's", () => {
    it("is refused before anything is sent", async () => {
        for (const wrong of [
            { jobName: ".." },
            { jobName: "a" },
            { jobName: "a".repeat(25) },
            { jobName: "a b c" },
            { resourceGroupName: ".." },
            { subscriptionId: "00000000-0000-0000-0000-000000000000" },
        ]) {
            await failure(client.deleteJob({ ...job, ...wrong }));
            await failure(client.getJob({ ...job, ...wrong }));
        }
        for (const resourceId of [
            "",
            "/",
            `${account()}/..`,
            `${account()}?x=1`,
            `/subscriptions/${job.subscriptionId}`,
            `/subscriptions/${job.subscriptionId}/resourceGroups/disks/providers/../b/c`,
        ]) {
            await failure(client.listLocks(resourceId));
            await failure(client.deleteLock({ resourceId, name: "DATABOX_SERVICE" }));
        }
        for (const name of ["..", "a/b", ""]) {
            await failure(client.deleteLock({ resourceId: account(), name }));
        }
        expect(service.emulator.requests()).toEqual([]);
    });
});

describe("too many requests", () => {
    it("are waited out, by polls too, at the pace that Azure asks for", async () => {
        service.strike(on("Jobs_Create"), { type: "throttle", retryAfterSeconds: 7 });
        service.strike(on(POLL), { type: "throttle", retryAfterSeconds: 11 });
        const begun = service.time.now();
        await during(client.createJob(job, importOrder()));
        const times = service.answers.map(({ at, status }) => [status, at - begun]);
        expect(times.slice(0, 4)).toEqual([
            [429, 0],
            [202, 7_000],
            [429, 7_500],
            [202, 18_500],
        ]);
    });
});

describe("many operations at once", () => {
    it("leave reads to others, whose looks do not wait in line", async () => {
        const all = service.jobs(150);
        for (const one of all) service.emulator.plant(idOf(one), { state: "Cancelled" });
        service.strike(on(POLL), answer(202), "always");
        const begun = service.time.now();
        let lookedMs = Infinity;
        const looked = service.time.sleep(8_000).then(async () => {
            const asked = service.time.now();
            await client.getJob(job);
            lookedMs = service.time.now() - asked;
        });
        await during(Promise.all([looked, ...all.map((one) => client.deleteJob(one, 15_000))]));
        expect(service.time.now() - begun).toBe(15_000);
        expect(lookedMs).toBe(0);
    });
});

describe("an unregistered subscription and a missing role", () => {
    it("are told with the service's own names", async () => {
        service.strike(on("Jobs_Create"), says(409, "MissingSubscriptionRegistration"));
        const unregistered = await failure(client.createJob(job, importOrder()));
        expect(unregistered).toMatchObject({ kind: "notRegistered" });
        expect(unregistered.message).toContain("--namespace Microsoft.DataBox");
        service.strike(on("Jobs_Create"), says(403, "AuthorizationFailed"));
        expect((await failure(client.createJob(job, importOrder()))).message).toContain(
            "Microsoft.DataBox/jobs/*",
        );
    });
});

describe("secrets and personal data", () => {
    const echo = `Not valid: ${secrets.map((secret) => `'${secret}'`).join(", ")}`;

    it("that were sent are in no error, where Azure quotes them", async () => {
        service.strike(on("Jobs_Create"), says(400, "InvalidRequestContent", echo));
        const error = await failure(client.createJob(job, importOrder()));
        for (const secret of secrets) expect(error.everything).not.toContain(secret);
        expect(error.message).toContain("'[hidden]'");
    });

    it("that Azure showed are in no error of a later request", async () => {
        const other = await service.newDataBoxClient();
        await during(client.createJob(job, importOrder()));
        await during(other.getJob(job));
        await during(other.listCredentials(job));
        service.strike(on("Jobs_Cancel"), says(409, "Conflict", echo));
        const error = await failure(other.cancelJob(job, "x"));
        const shown = secrets.filter((secret) => secret !== "acct-4711-0815");
        for (const secret of shown) expect(error.everything).not.toContain(secret);
    });

    it("leave the stages' names to be read", async () => {
        await during(client.createJob(job, importOrder()));
        service.strike(on("Jobs_Cancel"), says(409, "Conflict", "In Created, not AtAzureDC."));
        expect((await failure(client.cancelJob(job, "x"))).message).toContain(
            "In Created, not AtAzureDC.",
        );
    });
});
