import { connectDataBox } from "./connect";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import type { JobAddress } from "../job/armJob";
import { OperationSession } from "../dynamic/session";
import { whereIs } from "./ownership";

/** One Pulumi operation on customer-disk jobs. */
export class Session extends OperationSession<DataBoxClient> {
    protected override open(job: JobAddress): Promise<DataBoxClient> {
        return connectDataBox(this.settings, job.subscriptionId, this.context);
    }

    protected override whereIs(job: ArmDataBoxJob): string {
        return whereIs(job);
    }
}
