/** Orders that wait for the shipment's details from the beginning, as recorded in 2025: nothing hangs on the stage. */
import {
    accountSubscriptionId,
    deliverToDcPackageDetails,
    importOrder,
} from "../../fixtures/diskInputs";
import { customerDiskJobs } from "../../fixtures/jobStack";
import { RaceCourse, type Race, type Ran } from "./raceCourse";
import { expectOutcome, type Outcome } from "./raceTable";

const args = importOrder();
const races: Record<string, { race: Omit<Race, "name" | "strikes">; expected: Outcome }> = {
    ordered: {
        race: { args, isNew: true, operation: (engine, { inputs }) => engine.create(inputs) },
        expected: {
            ends: "well",
            requests: /^GET 404, PUT 202, GET 200$/,
            says: /two weeks after its creation/,
            job: "there",
        },
    },
    shipped: {
        race: {
            args: importOrder({ deliverToDcPackageDetails }),
            isNew: true,
            operation: (engine, { inputs }) => engine.create(inputs),
        },
        expected: {
            ends: "well",
            requests: /^GET 404, PUT 202, GET 200, POST 204, GET 200$/,
            says: /are on their way\. This is final/,
            job: "there",
        },
    },
    destroyed: {
        race: { args, operation: (engine, { id, outputs }) => engine.delete(id, outputs) },
        expected: {
            ends: "well",
            requests: /^GET 200, POST 204, GET 200, DELETE 202$/,
            says: /Asking Azure to cancel job .* is AwaitingShipmentDetails/,
            job: "gone",
        },
    },
    read: {
        race: { args, operation: (engine, { id, outputs }) => engine.read(id, outputs) },
        expected: { ends: "well", requests: /^GET 200$/, says: /^$/, job: "there" },
    },
};

let course: RaceCourse;
let ran: Map<string, Ran>;
beforeAll(async () => {
    course = await RaceCourse.open(customerDiskJobs, {
        subscriptionId: accountSubscriptionId,
        dataBoxFirstStage: "AwaitingShipmentDetails",
    });
    const all = Object.entries(races).map(([name, { race }]) => ({ ...race, name, strikes: [] }));
    ran = await course.run(all);
}, 60_000);
afterAll(() => course.close());

describe("An order at AwaitingShipmentDetails right after its creation", () => {
    it.each(Object.entries(races))("is treated as any other: %s", (name, { expected }) => {
        expectOutcome(name, ran.get(name)!, expected);
    });
});
