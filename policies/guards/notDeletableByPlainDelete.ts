import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { customerDiskSku } from "../../provider/databox/model";
import {
    lastCheckpoint,
    type CheckpointReading,
    type CheckpointSettings,
} from "../checkpoint/lastCheckpoint";
import { commandOf, type Command } from "../command";
import type { DataBoxFacts } from "../dataBoxFacts";
import { jobFacts } from "../jobFacts";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../jobTypes";
import { notKnown, seen } from "../notKnown";
import { settingsOf } from "../settings";
import { reportAll, type Verdict } from "../verdict";
import { checkpointSettingsSchema } from "./checkpointSettings";

interface Settings extends CheckpointSettings {
    readonly command?: Command;
}

const name = "not-deletable-by-plain-delete";
const configSchema = { properties: checkpointSettingsSchema };

/**
 * A customer-disk order of azure-native is not deletable, so its destroy will need somebody's hands:
 * azure-native sends a plain DELETE and cancels nothing, and a fresh order must be cancelled first.
 *
 * Advisory: the order is not lost, the destroy stops. What Azure answers to such a DELETE stands in no
 * document.
 */
export const notDeletableByPlainDelete: StackValidationPolicy = {
    name,
    displayName: "Not deletable by a plain DELETE",
    description:
        "A customer-disk order of azure-native can be destroyed only once the service says isDeletable: azure-native cancels nothing.",
    enforcementLevel: "advisory",
    severity: "medium",
    tags: ["databox", "destroy"],
    remediationSteps:
        "Adopt it as a CustomerDiskJob of pulumi-azure-importexport, which cancels, waits and then deletes (docs/adopting.md); or cancel the order by hand, refresh, and destroy.",
    url: "https://learn.microsoft.com/rest/api/databox/jobs/cancel",
    configSchema,

    async validateStack(args, report) {
        const settings = settingsOf<Settings>(name, configSchema, args.getConfig());
        const isUpdate = commandOf(settings.command) === "update";
        const before = isUpdate ? await lastCheckpoint(settings) : undefined;
        reportAll(
            args.resources.flatMap((resource) => judgeDeletion(resource, before)),
            report,
        );
    },
};

/** @param before knows the flags of orders that the update changes */
export function judgeDeletion(
    resource: PolicyResource,
    before: CheckpointReading | undefined,
): Verdict[] {
    const properties = seen(resource.props as object);
    const now = jobFacts({ ...resource, outputs: properties, inputs: properties });
    if (now?.service !== "databox" || !isAzureNative(now.maker)) return [];
    const about = { urn: now.urn };
    if (now.sku === notKnown) {
        const message = `Could not judge yet whether ${jobInWords(now)} can be deleted by a plain DELETE: its sku is not known at preview, or encrypted.`;
        return [{ ...about, kind: "notJudged", message }];
    }
    if (now.sku !== customerDiskSku || now.purged) return [];
    const { isDeletable } = lastKnown(now, resource.opts.aliases, before);
    if (isDeletable === true) return [];
    const why =
        isDeletable === false
            ? "the service says isDeletable: false"
            : "nothing here says that it is deletable, and a fresh order is not";
    const message =
        `Not deletable by a plain DELETE: ${jobInWords(now)}: ${why}, and azure-native's destroy sends a DELETE without cancelling first. Azure is then likely to refuse it; the order is not lost. ` +
        `Adopt it as a CustomerDiskJob, which cancels, waits and deletes (docs/adopting.md); or cancel it by hand ("az databox job cancel --reason …"), run "pulumi refresh" and destroy again.`;
    return [{ ...about, kind: "refused", message }];
}

function lastKnown(
    order: DataBoxFacts,
    aliases: readonly string[],
    before: CheckpointReading | undefined,
): DataBoxFacts {
    if (!before || "unreadable" in before || order.isDeletable !== undefined) return order;
    const old = before.checkpoint.jobs.find(
        ({ facts, pendingDelete }) => !pendingDelete && [order.urn, ...aliases].includes(facts.urn),
    );
    return old?.facts.service === "databox" ? old.facts : order;
}
