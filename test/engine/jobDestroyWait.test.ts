/** Destroys that take time on the real engine: the wait, a second destroy that goes on, and a parcel that moves meanwhile. */
import { importJob } from "../fixtures/jobInputs";
import { JobStack, type Observed } from "../fixtures/jobStack";

let jobs: JobStack;
beforeEach(async () => {
    jobs = await JobStack.create();
});
afterEach(() => jobs.dispose());

const destroyArgs = ["destroy", "--yes", "--skip-preview", "--continue-on-error"];

describe("A destroy that waits", () => {
    it("goes through Packaging to Completed while it waits, tells each change, and deletes", async () => {
        // The default: ten minutes. The parcel is moved here, whenever the wait has been seen to notice.
        await jobs.deploy({ photos: importJob({ deletion: {} }) });
        jobs.move("photos", "Transferring");
        const running = jobs.stack.start(destroyArgs);
        const observed = jobs.observe(running.result);
        await running.waitFor(
            /Waiting for job "photos" .* to end: Transferring, up to 10 min\. Ctrl-C is safe/,
        );
        jobs.move("photos", "Packaging");
        await running.waitFor(/Waiting for job "photos" .* to end: Packaging/);
        jobs.move("photos", "Completed");

        const destroy = await observed;
        expect(destroy.code).toBe(0);
        expect(destroy.linesOf("photos")).toMatch(/Asking Azure to cancel .* This is final/);
        expect(destroy.requestsOf("photos")).toMatch(/^GET 200, PATCH 200, GET 200.*, DELETE 200$/);
        expect(jobs.job("photos")).toBeUndefined();
        expect(await jobs.names()).toEqual([]);
    });

    it("stops when the time is up, and a second one goes on from there, through Packaging", async () => {
        await jobs.deploy({ photos: importJob(), untouched: importJob() });
        jobs.move("photos", "Shipping");
        const first = await jobs.observe(jobs.stack.run(destroyArgs));
        expect(first.code).not.toBe(0);
        expect(first.linesOf("photos")).toMatch(
            /Stopped waiting .* still Shipping.* goes on from here/,
        );
        expect(await jobs.names()).toEqual(["photos"]);

        jobs.move("photos", "Packaging");
        const second = await jobs.observe(jobs.stack.run(destroyArgs));
        expect(second.linesOf("photos")).toMatch(/Stopped waiting .* still Packaging/);
        expect(second.linesOf("photos")).not.toMatch(/Asking Azure to cancel|too late/);
        expect(second.requestsOf("photos")).toBe("GET 200, GET 200");

        jobs.move("photos", "Completed");
        const third = await jobs.observe(jobs.stack.run(destroyArgs));
        expect(third.code).toBe(0);
        expect(third.requestsOf("photos")).toBe("GET 200, DELETE 200");
        expect(await jobs.names()).toEqual([]);
    });
});

describe("A destroy, while the world changes between its look and what it does", () => {
    interface Race {
        begins?: string;
        strikes: Parameters<JobStack["emulator"]["addFault"]>[0]["action"];
        requests: string;
        says: RegExp;
        stays: boolean;
    }
    const races: Record<string, Race> = {
        "moved-on": {
            strikes: { type: "moveJob", state: "Packaging" },
            requests: "GET 200, DELETE 409, GET 200",
            says: /Cannot delete .* is Packaging, too late to cancel/,
            stays: true,
        },
        "moved-on-before-cancel": {
            begins: "Transferring",
            strikes: { type: "moveJob", state: "Packaging" },
            requests: "GET 200, PATCH 409, GET 200",
            says: /Cannot delete .* is Packaging, too late to cancel/,
            stays: true,
        },
        vanished: {
            strikes: { type: "removeJob" },
            requests: "GET 200, DELETE 204",
            says: /^$/,
            stays: false,
        },
        "taken-by-another": {
            begins: "Shipping",
            strikes: { type: "replaceJob", state: "Packaging" },
            requests: "GET 200, PATCH 409, GET 200",
            says: /Cannot touch .* is not this resource's/,
            stays: true,
        },
    };

    let destroy: Observed;
    it("looks again, and leaves in the stack what it could not delete", async () => {
        await jobs.deploy(
            Object.fromEntries(Object.keys(races).map((name) => [name, importJob()])),
        );
        for (const [name, { begins, strikes }] of Object.entries(races)) {
            if (begins) jobs.move(name, begins);
            jobs.emulator.addFault({
                match: { operation: "Jobs_Get", job: name },
                action: strikes,
            });
        }
        destroy = await jobs.observe(jobs.stack.run(destroyArgs));
        const left = await jobs.names();
        for (const [name, { requests, says, stays }] of Object.entries(races)) {
            expect(destroy.requestsOf(name)).toBe(requests);
            expect(destroy.linesOf(name)).toMatch(says);
            expect({ name, stays: left.includes(name) }).toEqual({ name, stays });
            expect(jobs.job(name)?.properties.cancelRequested ?? false).toBe(false);
        }
    });
});
