import type { CallContext } from "../arm/context";
import { connectDataBox } from "./connect";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import type { JobAddress } from "../job/armJob";
import { CallSession } from "../job/callSession";
import { whereIs } from "./observation";

/** One call of the engine's on customer-disk jobs. */
export class Session extends CallSession<DataBoxClient> {
    protected override open(job: JobAddress, context: CallContext): Promise<DataBoxClient> {
        return connectDataBox(this.settings, job.subscriptionId, context);
    }

    protected override whereIs(job: ArmDataBoxJob): string {
        return whereIs(job);
    }
}
