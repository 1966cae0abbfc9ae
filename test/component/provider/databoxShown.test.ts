/** Orders that Azure does not show before it has made them: whether it does is documented nowhere. */
import { accountSubscriptionId, importOrder } from "../../fixtures/diskInputs";
import { customerDiskJobs } from "../../fixtures/jobStack";
import { RaceCourse, type Race } from "./raceCourse";
import { expectOutcome, type Outcome } from "./raceTable";

const create: Omit<Race, "name"> = {
    args: importOrder(),
    isNew: true,
    operation: (engine, { inputs }) => engine.create(inputs),
    strikes: [],
};
const answerLost: Race["strikes"] = [
    { match: { method: "PUT" }, action: { type: "drop", when: "after" } },
];

async function run(looks: number, race: Omit<Race, "name">, expected: Outcome): Promise<void> {
    const course = await RaceCourse.open(customerDiskJobs, {
        subscriptionId: accountSubscriptionId,
        dataBoxShown: "whenCreated",
        dataBoxOperationPolls: looks,
    });
    try {
        const ran = await course.run([{ ...race, name: "photos" }]);
        expectOutcome("photos", ran.get("photos")!, expected);
    } finally {
        await course.close();
    }
}

describe("a creation", () => {
    it("is followed to its end before the order is looked at", async () => {
        await run(2, create, {
            ends: "well",
            requests: /^GET 404, PUT 202, GET 200$/,
            says: /two weeks after its creation/,
            job: "there",
        });
    });

    it("whose answer is lost is looked for until the order appears", async () => {
        await run(
            2,
            { ...create, strikes: answerLost },
            {
                ends: "well",
                requests: /^GET 404, PUT dropped, PUT 409, GET 404, GET 404, GET 200$/,
                says: /at work on a job of that name .* looking for job "photos" .* up to 2 s\.[^]*going on with the creation/,
                job: "there",
            },
        );
    });

    it("that takes longer stays in the stack: the job may exist", async () => {
        await run(
            1_000,
            { ...create, strikes: answerLost },
            {
                ends: "kept",
                requests: /^GET 404, PUT dropped, PUT 409(, GET 404){3,}$/,
                says: /did not confirm the creation of job .* so it may exist.* kept in the stack/,
                job: "there",
            },
        );
    });
});
