import {
    deliveryPackage,
    importJob,
    startChecked,
    type CheckedEmulator,
    returnAddress,
} from "./harness";
import { cells } from "./matrixCells";

// Written by hand from reference §2.3, to be compared with Microsoft's pages at a glance.
// number: the status answered; "=" the state stays; ">" the job is Shipping afterwards; "-" it is gone.
const matrix = `
state         GET    keys   PATCH tags  PATCH address  PATCH shipping  PATCH cancel  DELETE
Creating      200 =  200 =  200 =       200 =          200 >           200 =         200 -
Shipping      200 =  200 =  200 =       200 =          200 =           200 =         409 =
Received      200 =  200 =  200 =       200 =          409 =           200 =         409 =
Transferring  200 =  200 =  200 =       200 =          409 =           200 =         409 =
Packaging     200 =  200 =  200 =       200 =          409 =           409 =         409 =
Completed     200 =  200 =  200 =       200 =          409 =           409 =         200 -
Closed        200 =  200 =  200 =       200 =          409 =           409 =         409 =
Canceled      200 =  200 =  200 =       200 =          409 =           409 =         409 =
Quarantined   200 =  200 =  200 =       200 =          409 =           409 =         409 =
(none)        200 =  200 =  200 =       200 =          409 =           409 =         409 =
(absent)      404 -  404 -  404 -       404 -          404 -           404 -         204 -
`;

const operations: Readonly<Record<string, { method: string; suffix?: string; body?: object }>> = {
    GET: { method: "GET" },
    keys: { method: "POST", suffix: "/listBitLockerKeys" },
    "PATCH tags": { method: "PATCH", body: { tags: { a: "b" } } },
    "PATCH address": { method: "PATCH", body: { properties: { returnAddress } } },
    "PATCH shipping": {
        method: "PATCH",
        body: { properties: { state: "Shipping", deliveryPackage } },
    },
    "PATCH cancel": { method: "PATCH", body: { properties: { cancelRequested: true } } },
    DELETE: { method: "DELETE" },
};

let emulator: CheckedEmulator;
beforeAll(async () => {
    emulator = await startChecked({ initialResourceGroups: ["rg-test"] });
});
beforeEach(() => emulator.reset());

describe("every state and operation", () => {
    it.each(cells(matrix))("$operation while $row is answered $status", async (cell) => {
        await jobIn(emulator, cell.row);
        const { method, suffix = "", body } = operations[cell.operation]!;
        const answer = await emulator.arm(method, emulator.job("photos") + suffix, body);
        expect(answer.status).toBe(cell.status);
        if (cell.status === 409) expect(answer.body.error.code).toBe("Conflict");
        const after = await emulator.arm("GET", emulator.job("photos"));
        expect(after.status).toBe(cell.after === "-" ? 404 : 200);
        if (cell.after === ">") expect(after.body.properties.state).toBe("Shipping");
        if (cell.after === "=") {
            expect(after.body.properties.state).toBe(cell.row === "(none)" ? undefined : cell.row);
        }
    });
});

describe("the switch for cancellation", () => {
    it.each([
        ["Creating", ["Creating"]],
        ["Creating and Shipping", ["Creating", "Shipping"]],
    ])("accepts one in %s alone", async (_title, cancelAllowedIn) => {
        const strict = await startChecked({ cancelAllowedIn });
        for (const state of ["Creating", "Shipping", "Received", "Transferring", "Packaging"]) {
            strict.reset();
            await jobIn(strict, state);
            const answer = await strict.arm(
                "PATCH",
                strict.job("photos"),
                operations["PATCH cancel"]!.body,
            );
            expect([state, answer.status]).toEqual([
                state,
                cancelAllowedIn.includes(state) ? 200 : 409,
            ]);
        }
    });
});

describe("announcing the shipment", () => {
    it.each([
        ["deliveryPackage", importJob({})],
        ["returnAddress", importJob({ returnAddress: undefined, deliveryPackage })],
    ])("is refused without %s, and the job stays Creating", async (missing, body) => {
        await emulator.arm("PUT", emulator.job("photos"), body);
        const shipping = { properties: { state: "Shipping" } };
        const answer = await emulator.arm("PATCH", emulator.job("photos"), shipping);
        expect([answer.status, answer.body.error.target]).toEqual([400, `properties.${missing}`]);
        const { body: job } = await emulator.arm("GET", emulator.job("photos"));
        expect(job.properties.state).toBe("Creating");
    });

    it("takes a delivery package of an earlier request", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        const first = await emulator.arm("PATCH", emulator.job("photos"), {
            properties: {
                deliveryPackage: { carrierName: "pwsh", trackingNumber: "1", driveCount: 0 },
            },
        });
        expect(first.body.properties.state).toBe("Creating");
        const second = await emulator.arm("PATCH", emulator.job("photos"), {
            properties: { state: "Shipping" },
        });
        expect(second.body.properties.state).toBe("Shipping");
    });

    it("knows an empty state as no wish, and no other word", async () => {
        await emulator.arm("PUT", emulator.job("photos"), importJob());
        const empty = await emulator.arm("PATCH", emulator.job("photos"), {
            properties: { state: "" },
        });
        expect([empty.status, empty.body.properties.state]).toEqual([200, "Creating"]);
        const other = await emulator.arm("PATCH", emulator.job("photos"), {
            properties: { state: "Completed" },
        });
        expect([other.status, other.body.error.target]).toEqual([400, "properties.state"]);
    });
});

describe("a cancellation", () => {
    it("is refused with 400 when it is false", async () => {
        await jobIn(emulator, "Creating");
        const answer = await emulator.arm("PATCH", emulator.job("photos"), {
            properties: { cancelRequested: false },
        });
        expect([answer.status, answer.body.error.target]).toEqual([
            400,
            "properties.cancelRequested",
        ]);
    });

    it("stays, may be asked again in any state, and changes no state by itself", async () => {
        await jobIn(emulator, "Shipping");
        const ask = () =>
            emulator.arm("PATCH", emulator.job("photos"), operations["PATCH cancel"]!.body);
        expect((await ask()).body.properties).toMatchObject({
            state: "Shipping",
            cancelRequested: true,
        });
        emulator.move(emulator.job("photos"), "Packaging");
        expect((await ask()).status).toBe(200);
    });

    it("skips the copy and ends in Completed, with the drives sent back", async () => {
        await jobIn(emulator, "Shipping");
        await emulator.arm("PATCH", emulator.job("photos"), operations["PATCH cancel"]!.body);
        for (const state of ["Received", "Transferring", "Packaging", "Completed"]) {
            emulator.move(emulator.job("photos"), state);
            const { properties } = (await emulator.arm("GET", emulator.job("photos"))).body;
            expect(properties).not.toHaveProperty("percentComplete");
            for (const drive of properties.driveList ?? []) {
                expect(drive.state).toBe(state === "Completed" ? "ShippedBack" : "Received");
                expect(drive).not.toHaveProperty("copyStatus");
            }
        }
        const { properties } = (await emulator.arm("GET", emulator.job("photos"))).body;
        expect(properties.returnPackage).toMatchObject({ carrierName: "FedEx", driveCount: 2 });
    });
});

async function jobIn(where: CheckedEmulator, state: string): Promise<void> {
    if (state === "(absent)") return;
    await where.arm("PUT", where.job("photos"), importJob());
    where.move(where.job("photos"), state === "(none)" ? null : state);
}
