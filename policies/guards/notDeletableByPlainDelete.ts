import { customerDiskSku } from "../../provider/databox/model";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../azureNative";
import { notKnown } from "../notKnown";
import type { DataBoxFacts } from "../services/dataBox";
import type { Verdict } from "../verdict";
import { stackPolicy, type JobRules, type ShownJob } from "./stackPolicy";

/** An Import/Export job has states in which a plain DELETE is refused, and no-destroy-in-flight tells of them. */
export const plainDeleteRules: JobRules<object> = { databox: plainDelete };

/**
 * A customer-disk order of azure-native is not deletable, so its destroy will need somebody's hands:
 * azure-native sends a plain DELETE and cancels nothing, and a fresh order must be cancelled first.
 *
 * Advisory: the order is not lost, the destroy stops. What Azure answers to such a DELETE stands in no
 * document.
 */
export const notDeletableByPlainDelete = stackPolicy({
    name: "not-deletable-by-plain-delete",
    displayName: "Not deletable by a plain DELETE",
    description:
        "A customer-disk order of azure-native can be destroyed only once the service says isDeletable: azure-native cancels nothing.",
    enforcementLevel: "advisory",
    severity: "medium",
    tags: ["databox", "destroy"],
    remediationSteps:
        "Adopt it as a CustomerDiskJob of pulumi-azure-importexport, which cancels, waits and then deletes (docs/adopting.md); or cancel the order by hand, refresh, and destroy.",
    url: "https://learn.microsoft.com/rest/api/databox/jobs/cancel",
    asksCheckpoint: true,
    rules: plainDeleteRules,
});

function* plainDelete(shown: ShownJob<DataBoxFacts>): Iterable<Omit<Verdict, "urn">> {
    const { job: now, was } = shown;
    if (!isAzureNative(now.maker)) return;
    if (now.sku === notKnown) {
        const message = `Could not judge yet whether ${jobInWords(now)} can be deleted by a plain DELETE: its sku is not known at preview, or encrypted.`;
        yield { kind: "notJudged", message };
        return;
    }
    if (now.sku !== customerDiskSku || now.purged) return;
    // An update that changes the order shows the program's inputs, without flags.
    const isDeletable = now.isDeletable ?? was?.isDeletable;
    if (isDeletable === true) return;
    const why =
        isDeletable === false
            ? "the service says isDeletable: false"
            : "nothing here says that it is deletable, and a fresh order is not";
    const message =
        `Not deletable by a plain DELETE: ${jobInWords(now)}: ${why}, and azure-native's destroy sends a DELETE without cancelling first. Azure is then likely to refuse it; the order is not lost. ` +
        `Adopt it as a CustomerDiskJob, which cancels, waits and deletes (docs/adopting.md); or cancel it by hand ("az databox job cancel --reason …"), run "pulumi refresh" and destroy again.`;
    yield { kind: "refused", message };
}
