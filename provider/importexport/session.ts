import type { ArmJob, JobAddress } from "../job/armJob";
import { connect } from "./connect";
import type { ImportExportClient } from "./jobsClient";
import { OperationSession } from "../dynamic/session";
import { stateInWords } from "./jobStates";
import { stateOf } from "./ownership";

/** One Pulumi operation on import/export jobs. */
export class Session extends OperationSession<ImportExportClient> {
    protected override open(job: JobAddress): Promise<ImportExportClient> {
        return connect(this.settings, job.subscriptionId, this.context);
    }

    protected override whereIs(job: ArmJob): string {
        return stateInWords(stateOf(job));
    }
}
