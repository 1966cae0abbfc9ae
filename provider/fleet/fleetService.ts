import type { Settings } from "../settings/config";
import type { ArmJob, JobAddress } from "../job/armJob";
import type { CheckpointResource } from "./checkpointText";
import type { StatusOfService } from "./jobStatus";
import type { KnownJob } from "./knownJob";
import type { OutlookOfService } from "./outlookOfService";

/**
 * A service, as the fleet's commands need it; the list is services.ts, and nothing else in this folder names one.
 *
 * {@link fleetServiceOf} makes it of the service's `ServiceDefinition` and its {@link FleetTraits}.
 */
export interface FleetService extends FleetTraits<KnownJob> {
    /** Its resource provider, as ids have it: what `--json` says as `service`. */
    readonly namespace: string;
    /** Every token that a resource of this kind may have in a stack. */
    readonly typeTokens: readonly string[];
    /** How its jobs are found that a stack has. */
    readonly openStack: OpenStack;
    /** Every job of it that a subscription, or one of its resource groups, has. @throws AzureError */
    readonly list: (listing: Listing) => Promise<Listed>;
    /** A job that Azure does not have. */
    readonly missing: (address: JobAddress) => KnownJob;
}

/** What the fleet has to say of jobs of this service, and of no other. */
export interface FleetTraits<Known extends KnownJob> {
    /** For `--service`. */
    readonly word: string;
    /** The service, as the table and the orphans name it. */
    readonly title: string;
    /** Its jobs at the beginning of a sentence: a warning. */
    readonly jobs: string;
    /** Its jobs in the description of the command: "The status of …". */
    readonly describedJobs: string;
    /** Where its jobs are that may expire, and how they end otherwise than well: for the help of `--fail-on`. */
    readonly unshipped: string;
    readonly failed: string;

    /** @param now milliseconds since 1970 */
    status(known: Known, now: number): StatusOfService;
    /** @param state the service's word; empty: it gave none */
    kindOfState(state: string): KindOfState;
    /** What there is to say of its end. What a destroy would do job/deletionPlan.ts decides. */
    outlook(known: Known): OutlookOfService;
    /** The class of the package that adopts such a job, and its arguments beside address and location, as Azure has them. */
    adoption(job: ArmJob): { readonly className: string; readonly args: object };
}

/**
 * - `new`: nothing is under way yet
 * - `underWay`
 * - `endedWell`
 * - `bad`: ended otherwise than well, or a state that no document names
 */
export type KindOfState = "new" | "underWay" | "endedWell" | "bad";

/** A resource with an id, and with what its provider kept of it: secrets are encrypted, so that they are no value. */
export type StackResource = CheckpointResource & {
    readonly id: string;
    readonly outputs: Record<string, unknown>;
};

/** How the jobs of one service are found that a stack has. */
export interface ServiceOfStack {
    /** Asks Azure. @throws AzureError, SettingsError, JobError `OtherCloud` */
    asAzureShows(resource: StackResource): Promise<KnownJob>;
    /** What the checkpoint says. */
    asStored(resource: StackResource): KnownJob;
}

/** Opens a service for the jobs of a stack. @param config undefined: it cannot be read, and Azure is not asked */
export type OpenStack = (
    config: ReadonlyMap<string, string> | undefined,
    env: NodeJS.ProcessEnv,
    say: (line: string) => void,
) => ServiceOfStack;

/** Where jobs are listed, and who is shown what there is to say meanwhile. */
export interface Listing {
    readonly settings: Settings;
    readonly subscriptionId: string;
    /** Undefined: the whole subscription. */
    readonly resourceGroupName?: string;
    /** Shows one line to the person who waits. */
    readonly say: (line: string) => void;
}

/** What one service has. */
export interface Listed {
    readonly jobs: readonly KnownJob[];
    /** Full sentences: what is left out on purpose. */
    readonly notes: readonly string[];
}
