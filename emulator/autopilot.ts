import type { JobRegister } from "./importexport/jobRegister";
import type { Move } from "./importexport/parcel";
import type { Job } from "./importexport/job";

/** Where a parcel goes next by itself. Creating waits for its owner; the ends are the end. */
function nextMove({
    properties: { state, percentComplete = 0, cancelRequested },
}: Job): Move | undefined {
    switch (state) {
        case "Shipping":
            return { state: "Received" };
        case "Received":
            return { state: "Transferring" };
        case "Transferring":
            return percentComplete < 50 && !cancelRequested
                ? { state: "Transferring", percentComplete: 50 }
                : { state: "Packaging" };
        case "Packaging":
            return { state: "Completed" };
        default:
            return undefined;
    }
}

/** Moves every shipped parcel on by itself, one step at each tick, for demonstrations. */
export class Autopilot {
    private timer: NodeJS.Timeout | undefined;
    private seconds = 0;

    constructor(
        private readonly jobs: JobRegister,
        private readonly durable: () => Promise<void>,
    ) {}

    /** Seconds between two steps; 0: parcels move only when they are moved. */
    get secondsPerStep(): number {
        return this.seconds;
    }

    set secondsPerStep(seconds: number) {
        clearInterval(this.timer);
        this.seconds = seconds;
        if (seconds === 0) return;
        this.timer = setInterval(() => this.step(), seconds * 1000);
        this.timer.unref();
    }

    /** One step of every parcel that is under way. */
    step(): void {
        for (const job of this.jobs.all()) {
            const move = nextMove(job);
            if (move) this.jobs.move({ ...job, jobName: job.name }, move);
        }
        this.durable().catch((error: unknown) => process.emitWarning(String(error)));
    }
}
