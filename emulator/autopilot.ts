import type { JobRegister } from "./jobs/jobRegister";

/** Moves every shipped parcel on by itself, one step at each tick, for demonstrations. */
export class Autopilot {
    private timer: NodeJS.Timeout | undefined;
    private seconds = 0;

    constructor(
        private readonly registers: readonly JobRegister[],
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
        for (const register of this.registers) register.step();
        this.durable().catch((error: unknown) => process.emitWarning(String(error)));
    }
}
