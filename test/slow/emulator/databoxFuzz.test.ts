import fc from "fast-check";
import { nearly } from "../../component/emulator/anyRequest";
import {
    accountNumber,
    bitLockerKey,
    exportOrder,
    importDetails,
    importOrder,
    Orders,
    shipment,
} from "../../component/emulator/dataBoxHarness";
import { startChecked } from "../../component/emulator/harness";

const stepsPerRun = 40;
const runs = 60;

const name = fc.constantFrom("photos", "PHOTOS", "out", "x", "__proto__");
const { contactDetails, shippingAddress } = importDetails();
const order = nearly(importOrder(), exportOrder(), importOrder({ enableManifestBackup: true }));
const change = nearly(
    { tags: { a: "b" } },
    { properties: { details: { contactDetails, shippingAddress } } },
    { properties: { details: { returnToCustomerPackageDetails: { carrierName: "DHL" } } } },
);
const at = "2026-01-01T09:00:00Z";
const action = fc.constantFrom(
    ["cancel", { reason: "x" }],
    ["markDevicesShipped", shipment],
    ["mitigate", { serialNumberCustomerResolutionMap: { "DISK-1": "Resume" } }],
    ["bookShipmentPickUp", { startTime: at, endTime: at, shipmentLocation: "c" }],
    ["listCredentials", { a: 1 }],
    ["nothing", { a: 1 }],
);

/** What may happen to an order: a request, most of them sensible, or carriers and time. */
const step = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constant("PUT"), name, order) },
    { weight: 4, arbitrary: fc.tuple(fc.constant("PATCH"), name, change) },
    {
        weight: 4,
        arbitrary: fc.tuple(fc.constantFrom("GET", "DELETE"), name, fc.constant(undefined)),
    },
    {
        weight: 6,
        arbitrary: fc
            .tuple(name, action)
            .chain(([order, [word, body]]) =>
                fc.tuple(
                    fc.constant("POST"),
                    fc.constant(`${order}/${String(word)}`),
                    nearly(body as object, { a: 1 }),
                ),
            ),
    },
    {
        weight: 1,
        arbitrary: fc.tuple(
            fc.constant("move"),
            fc.constantFrom("photos", "out"),
            fc.oneof(
                fc.constantFrom("DataCopy", "PreparingToShipFromAzureDC", "Completed", "Cancelled"),
                fc.string({ maxLength: 20 }),
                fc.constant(null),
            ),
        ),
    },
    { weight: 1, arbitrary: fc.tuple(fc.constant("advance"), name, fc.constantFrom(1, 8, 50)) },
);

let orders: Orders;
const answered = new Map<number, number>();
beforeAll(async () => {
    orders = new Orders(await startChecked());
});

describe("whatever is sent", () => {
    it(`never ends in a 500, a wrong answer or a told key, in ${stepsPerRun * runs} steps`, async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.array(step, { minLength: stepsPerRun, maxLength: stepsPerRun, size: "max" }),
                async (steps) => {
                    orders.emulator.reset();
                    for (const [kind, where, what] of steps) await take(kind, where, what);
                },
            ),
            // The same requests every time; FUZZ_SEED tries others.
            { numRuns: runs, seed: Number(process.env.FUZZ_SEED ?? 20250701), endOnFailure: true },
        );
        // A fuzz whose requests are all refused at the door would show nothing.
        for (const status of [200, 202, 204, 400, 404, 409]) {
            expect([status, (answered.get(status) ?? 0) >= 20]).toEqual([status, true]);
        }
    }, 120_000);
});

async function take(kind: string, where: string, what: unknown): Promise<void> {
    const { emulator } = orders;
    if (kind === "advance") {
        emulator.advance(what as number);
        return;
    }
    if (kind === "move") {
        const there = emulator.jobs() as { id: string }[];
        const id = orders.id(where);
        if (there.some((job) => job.id.toLowerCase() === id.toLowerCase())) {
            emulator.move(id, what as string | null, 30);
        }
        return;
    }
    let answer = await orders.ask(kind, orders.id(where), what);
    for (let polls = 0; answer.status === 202 && polls < 5; polls++) {
        note(answer.status);
        answer = await orders.poll(answer);
    }
    note(answer.status);
    expect([kind, where, answer.status]).toEqual([kind, where, Math.min(answer.status, 499)]);
    if (where.endsWith("/listCredentials")) return;
    expect(answer.text).not.toContain(bitLockerKey);
    expect(answer.text).not.toContain(accountNumber);
}

function note(status: number): void {
    answered.set(status, (answered.get(status) ?? 0) + 1);
}
