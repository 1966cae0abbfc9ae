import type { CallContext } from "../arm/context";
import type { ArmJob, JobAddress } from "../job/armJob";
import { connect } from "./connect";
import type { ImportExportClient } from "./jobsClient";
import { CallSession } from "../job/callSession";
import { stateInWords } from "./jobStates";
import { stateOf } from "./observation";

/** One call of the engine's on import/export jobs. */
export class Session extends CallSession<ImportExportClient> {
    protected override open(job: JobAddress, context: CallContext): Promise<ImportExportClient> {
        return connect(this.settings, job.subscriptionId, context);
    }

    protected override whereIs(job: ArmJob): string {
        return stateInWords(stateOf(job));
    }
}
