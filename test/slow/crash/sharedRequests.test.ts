/**
 * Crashes at requests that belong to no job alone: the list by which several jobs are waited for
 * together, and the request for a token. `npm run crash` gives each job a subscription of its own, where
 * no list pays, and strikes at Resource Manager only.
 */
import { setTimeout } from "node:timers/promises";
import type { RunningCommand } from "../../harness/runningCommand";
import { announcedShipment, importJob } from "../../fixtures/jobInputs";
import { jobId, JobStack, type ServiceJob } from "../../fixtures/jobStack";
import { isNightly } from "../../fixtures/nightly";
import { LoginDoor } from "./loginDoor";

const destroy = ["destroy", "--yes", "--skip-preview"];
const up = ["up", "--yes", "--skip-preview"];
const shipped = importJob({
    deletion: { waitMinutes: 2 },
    properties: announcedShipment,
});

/** What falls on a command while a request of it is kept. */
type Blow = (jobs: JobStack, running: RunningCommand) => void;
const killProvider: Blow = ({ stack }) => {
    for (const { pid, command } of stack.leftovers()) {
        if (/node.*dynamic-provider/.test(command)) process.kill(pid, "SIGKILL");
    }
};
const killCli: Blow = (_jobs, running) => running.kill();
const interruptTwice: Blow = (_jobs, running) => {
    running.interrupt();
    void setTimeout(300).then(() => running.interrupt());
};
const nothingMore: Blow = () => undefined;

/** The same command again, and what Pulumi asks for, until it ends well. */
async function goOn({ stack }: JobStack, command: string[]): Promise<void> {
    for (let tries = 0; tries < 4; tries++) {
        const { code, output } = await stack.run(command);
        if (code === 0) return;
        if (!/currently locked/.test(output)) throw new Error(output);
        await stack.succeeds(["cancel", "--yes"]);
    }
    throw new Error("It does not get there.");
}

/** By day the worst of them: nobody is left to end what was begun. */
const someOf = <T>(blows: readonly T[]) => (isNightly ? blows : blows.slice(0, 1));

/** How often each job was ordered. */
const orders = ({ emulator }: JobStack) =>
    emulator.requests().filter(({ method, status }) => method === "PUT" && status === 201).length;

describe("two cancelled jobs are waited for together", () => {
    let jobs: JobStack;

    beforeEach(async () => {
        jobs = await JobStack.create({
            config: { "azure-importexport:patienceSeconds": "5" },
            onAnswer: ({ operation, body }) => {
                const { name, properties } = (body ?? {}) as Partial<ServiceJob>;
                if (operation !== "Jobs_Get" || !name || !properties?.cancelRequested) return;
                jobs.emulator.move(jobId(jobs.emulator.subscriptionId, name), "Completed");
            },
        });
        await jobs.deploy({ ada: shipped, bob: shipped });
    });

    afterEach(() => jobs.dispose());

    const lists = ["Jobs_ListByResourceGroup", "Jobs_ListBySubscription"];
    const blows: [string, "before" | "after", Blow][] = [
        ["the provider process is killed", "before", killProvider],
        ["the CLI is killed", "after", killCli],
        ["the connection is cut", "after", nothingMore],
    ];

    it.each(someOf(blows))(
        "deletes both when %s at the list, %s it is made",
        async (_what, when, blow) => {
            const match = { operation: lists };
            const held = jobs.emulator.addFault({
                match,
                action: { type: "delay", ms: 5_000, when },
            });
            jobs.emulator.addFault({ match, action: { type: "drop", when } });
            const running = jobs.stack.start(destroy);
            const isHeld = () =>
                jobs.emulator.requests().some(({ faults }) => faults.includes(held.id));
            while (!isHeld()) await setTimeout(10);
            blow(jobs, running);
            await running.result;
            jobs.emulator.clearFaults();
            await goOn(jobs, destroy);
            expect(jobs.emulator.jobs()).toEqual([]);
            expect(await jobs.names()).toEqual([]);
            expect(orders(jobs)).toBe(2);
        },
    );
});

describe("a job is ordered", () => {
    let jobs: JobStack;
    let door: LoginDoor;

    beforeEach(async () => {
        jobs = await JobStack.create();
        door = await LoginDoor.open(jobs.emulator.identityEndpoint);
        jobs.stack.env.IDENTITY_ENDPOINT = door.endpoint;
        jobs.declare({ ada: importJob() });
    });

    afterEach(async () => {
        door.close();
        await jobs.dispose();
    });

    const blows: [string, "before" | "after", Blow][] = [
        ["the provider process is killed", "before", killProvider],
        ["the CLI is interrupted twice", "after", interruptTwice],
        ["the connection is cut", "after", nothingMore],
    ];

    it.each(someOf(blows))(
        "makes one when %s at the token, %s it is made",
        async (_what, when, blow) => {
            door.keepNext(when);
            const running = jobs.stack.start(up);
            await door.kept;
            blow(jobs, running);
            if (blow === nothingMore) door.release();
            await running.result;
            door.release();
            await goOn(jobs, up);
            expect(jobs.job("ada")?.properties.state).toBe("Creating");
            expect(await jobs.names()).toEqual(["ada"]);
            expect(orders(jobs)).toBe(1);
        },
    );
});
