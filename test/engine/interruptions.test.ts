/** What people do to a stack while it works, and what they find when they come back. */
import { setTimeout } from "node:timers/promises";
import { importJob, announcedShipment } from "../fixtures/jobInputs";
import { JobStack } from "../fixtures/jobStack";
import { itByNight } from "../fixtures/nightly";

const shipped = importJob({ deletion: { waitMinutes: 5 }, properties: announcedShipment });

describe("interruptions by people", () => {
    let jobs: JobStack;

    beforeEach(async () => {
        jobs = await JobStack.create();
    });

    afterEach(() => jobs.dispose());

    /** Begins a destroy, and resolves when it waits for the job to end. */
    async function destroyThatWaits(name: string) {
        const running = jobs.stack.start(["destroy", "--yes", "--skip-preview"]);
        await running.waitFor(new RegExp(`Waiting for job "${name}"`));
        return running;
    }

    describe("Ctrl-C twice while destroy waits for a cancelled job", () => {
        it("ends at once and keeps the job; the next destroy cancels nothing anew and ends it", async () => {
            await jobs.deploy({ photos: shipped });
            const running = await destroyThatWaits("photos");
            running.interrupt();
            await setTimeout(300); // two signals that arrive together count as one
            running.interrupt();
            expect((await running.result).code).not.toBe(0);
            expect(await jobs.names()).toEqual(["photos"]);

            jobs.move("photos", "Completed");
            const again = await jobs.observe(jobs.stack.destroy());
            expect(again.code).toBe(0);
            expect(again.requestsOf("photos")).not.toContain("PATCH");
            expect([jobs.job("photos"), await jobs.names()]).toEqual([undefined, []]);
        });
    });

    describe("Ctrl-C once while destroy waits for a cancelled job", () => {
        it("lets the wait end, and begins nothing else", async () => {
            await jobs.deploy({ photos: shipped });
            const running = await destroyThatWaits("photos");
            running.interrupt();
            jobs.move("photos", "Completed");
            await running.result;
            await jobs.stack.destroy();
            expect([jobs.job("photos"), await jobs.names()]).toEqual([undefined, []]);
        });
    });

    describe("two updates of one stack", () => {
        it("refuses the second while the first runs, and disturbs nothing", async () => {
            await jobs.deploy({ photos: shipped });
            const first = await destroyThatWaits("photos");
            const second = await jobs.observe(jobs.stack.up());
            expect(second.code).not.toBe(0);
            expect(second.output).toContain("currently locked");
            expect(second.requests.filter(({ method }) => method !== "GET")).toEqual([]);
            jobs.move("photos", "Completed");
            expect((await first.result).code).toBe(0);
            expect(jobs.job("photos")).toBeUndefined();
        });
    });

    describe("somebody who acts between preview and up", () => {
        // By day the race tables of test/component/provider show the same requests and refusals.
        const tagged = importJob({ tags: { team: "archive" } });

        it("has deleted the job: up says so, and refresh and up order it once", async () => {
            await jobs.deploy({ photos: importJob() });
            jobs.declare({ photos: tagged });
            expect((await jobs.stack.preview()).code).toBe(0);
            jobs.emulator.remove(jobs.id("photos"));
            const up = await jobs.observe(jobs.stack.up());
            expect(up.code).not.toBe(0);
            expect(up.linesOf("photos")).toMatch(/Azure no longer has it\. Run "pulumi refresh"/);
            expect(up.requestsOf("photos")).toBe("GET 404");
            await jobs.stack.succeeds(["refresh", "--yes", "--skip-preview"]);
            const again = await jobs.observe(jobs.stack.up());
            expect([again.code, again.requestsOf("photos")]).toEqual([0, "GET 404, PUT 201"]);
        });

        itByNight(
            "has shipped the parcel: up changes what it was told to, and the state it shows is fresh",
            async () => {
                await jobs.deploy({ photos: importJob() });
                jobs.declare({ photos: tagged });
                expect((await jobs.stack.preview()).code).toBe(0);
                jobs.move("photos", "Received");
                await jobs.stack.succeeds(["up", "--yes", "--skip-preview"]);
                expect(jobs.job("photos")?.tags).toMatchObject({ team: "archive" });
                expect(await jobs.outputs("photos")).toMatchObject({ state: "Received" });
            },
        );

        it("has shipped the parcel: a replacement that preview allowed is refused, and cancels nothing", async () => {
            await jobs.deploy({ photos: importJob() });
            jobs.declare({ photos: { ...importJob(), location: "eastus" } });
            expect((await jobs.stack.preview()).code).toBe(0);
            jobs.move("photos", "Shipping");
            const up = await jobs.observe(jobs.stack.up());
            expect(up.code).not.toBe(0);
            expect(up.linesOf("photos")).toMatch(/Cannot replace .* it is Shipping/);
            expect(jobs.job("photos")?.properties.cancelRequested).not.toBe(true);
        });

        itByNight(
            "has made another job under its name: up and destroy refuse, and leave it alone",
            async () => {
                await jobs.deploy({ photos: importJob() });
                jobs.declare({ photos: tagged });
                expect((await jobs.stack.preview()).code).toBe(0);
                jobs.emulator.plant(jobs.id("photos"), {
                    state: "Creating",
                    tags: { whose: "theirs" },
                });
                const up = await jobs.observe(jobs.stack.up());
                const destroy = await jobs.observe(jobs.stack.destroy());
                for (const command of [up, destroy]) {
                    expect(command.code).not.toBe(0);
                    expect(command.linesOf("photos")).toMatch(
                        /Cannot touch .* not this resource's/,
                    );
                }
                expect(jobs.job("photos")?.tags).toEqual({ whose: "theirs" });
                expect(await jobs.names()).toEqual(["photos"]);
            },
        );
    });

    describe("a create that was cut off before the checkpoint, and a destroy instead of an up", () => {
        it("leaves the job in Azure, where the next up finds it and makes no second one", async () => {
            await jobs.stack.up();
            jobs.declare({ photos: importJob() });
            jobs.emulator.addFault({
                match: { operation: "Jobs_Create" },
                action: { type: "delay", ms: 2_000, when: "after" },
            });
            const running = jobs.stack.start(["up", "--yes", "--skip-preview"]);
            while (!jobs.job("photos")) await setTimeout(20);
            running.kill();
            await running.result;
            await jobs.stack.succeeds(["cancel", "--yes"]);
            const destroy = await jobs.observe(jobs.stack.destroy());
            expect(destroy.requestsOf("photos")).toBe("");
            expect(jobs.job("photos")).toBeDefined();

            const up = await jobs.observe(jobs.stack.up());
            expect(up.linesOf("photos")).toContain("going on with the creation");
            expect([up.code, up.requestsOf("photos")]).toEqual([0, "GET 200, PATCH 200"]);
        });
    });
});
