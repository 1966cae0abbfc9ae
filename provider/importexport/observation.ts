import type { ArmJob } from "../job/armJob";
import { stateInWords } from "./stateNames";
import type { Seen } from "./serviceTypes";
import { observationOf } from "./lifecycle";

/** What Azure's answer comes to: the one place that reads where a job is. */
export function observe(job: ArmJob): Seen {
    const state = stateOf(job);
    const isCancelling = isCancelRequested(job);
    const end = observationOf(state, isCancelling);
    return {
        ...end,
        job,
        state,
        where: stateInWords(state),
        row: state,
        isCancelling,
        endsWait: end.step !== "wait",
    };
}

/** Azure's word for the job's state; undefined when it gave none. Never the SDK's default. */
export function stateOf(job: ArmJob): string | undefined {
    const state = job.properties?.state;
    return typeof state === "string" && state !== "" ? state : undefined;
}

/** Whether Azure says that the job's cancellation has been requested. */
export function isCancelRequested(job: ArmJob): boolean {
    return job.properties?.cancelRequested === true;
}
