/** A delete that is half of a replacement: the new order is to have the old one's name. */
import {
    accountSubscriptionId,
    deliverToDcPackageDetails,
    importOrder,
} from "../../fixtures/diskInputs";
import { customerDiskJobs, jobId } from "../../fixtures/jobStack";
import { RaceCourse, type Race } from "./raceCourse";
import { expectOutcome } from "./raceTable";

const forgets = { waitMinutes: 0, whenTimeIsUp: "forget", whenUndeletable: "forget" };

/** The program still has the resource: a taint, or `--replace`, for which the engine hides the old inputs. */
const replacing: Race["operation"] = async (engine, { id, inputs, outputs }) => {
    await engine.check({}, inputs);
    return await engine.delete(id, outputs);
};
const destroying: Race["operation"] = (engine, { id, outputs }) => engine.delete(id, outputs);

let course: RaceCourse;
beforeAll(async () => {
    course = await RaceCourse.open(customerDiskJobs, {
        subscriptionId: accountSubscriptionId,
        dataBoxCancel: "whenMoved",
    });
});
afterAll(() => course.close());

describe("An order that the stack would rather forget than wait for", () => {
    const args = importOrder({ deletion: forgets });
    const refused: Race["strikes"] = [
        {
            match: { method: "POST" },
            action: {
                type: "answer",
                status: 409,
                body: { error: { code: "OrderBusy", message: "Not now." } },
            },
        },
    ];

    it("is forgotten by a destroy, and kept by a replacement", async () => {
        const ran = await course.run([
            { name: "destroyed", args, strikes: [], operation: destroying },
            { name: "waited", args, strikes: [], operation: replacing },
            { name: "refused", args, strikes: refused, operation: replacing },
        ]);
        expectOutcome("destroyed", ran.get("destroyed")!, {
            ends: "well",
            requests: /^GET 200, POST 204, GET 200$/,
            says: /Forgetting job/,
            job: "cancelled",
        });
        expectOutcome("waited", ran.get("waited")!, {
            ends: "refused",
            requests: /^GET 200, POST 204, GET 200$/,
            says: /Stopped waiting for job/,
            job: "cancelled",
        });
        expectOutcome("refused", ran.get("refused")!, {
            ends: "refused",
            requests: /^GET 200, POST 409, GET 200$/,
            says: /Azure refused to cancel job/,
            job: "there",
        });
    });
});

describe("An order whose shipment the stack has announced, and Azure does not show", () => {
    const args = importOrder({ deliverToDcPackageDetails });
    const hidden = (name: string): Race["strikes"] => [
        {
            match: { method: "GET" },
            action: {
                type: "answer",
                status: 200,
                body: {
                    id: jobId(accountSubscriptionId, name, customerDiskJobs.namespace),
                    name,
                    properties: {
                        status: "AwaitingShipmentDetails",
                        isDeletable: false,
                        isCancellable: true,
                        isCancellableWithoutFee: true,
                    },
                },
            },
        },
    ];
    /** An input that no PATCH changes. */
    const comparing: Race["operation"] = (engine, { id, inputs, outputs }) =>
        engine.diff(id, outputs, { ...inputs, location: "eastus" });

    it("is not cancelled for a replacement, however cancellable Azure calls it", async () => {
        const ran = await course.run([
            { name: "forced", args, strikes: hidden("forced"), operation: replacing },
            { name: "changed", args, strikes: hidden("changed"), operation: comparing },
        ]);
        for (const name of ["forced", "changed"]) {
            expectOutcome(name, ran.get(name)!, {
                ends: "refused",
                requests: /^GET 200$/,
                says: /Cannot replace job .* its shipment is announced/,
                job: "there",
            });
        }
    });
});
