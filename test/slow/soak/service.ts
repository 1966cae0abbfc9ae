import type { EmulatorOptions } from "azure-importexport-emulator";
import type fc from "fast-check";
import type { JobKind, ServiceJob } from "../../fixtures/jobStack";
import type { Properties } from "../../component/provider/providerProcess";
import type { Observation } from "./observation";
import type { Event } from "./pulumiModel";
import type { ResourceName } from "./steps";

/** A job as the service shows it. */
export type SeenJob = ServiceJob & { id: string; location: string };

/** A BitLocker key: those that the service makes, too. */
export const anyBitLockerKey = /\b\d{6}(-\d{6}){7}\b/;

/** "West US" and "westus" are one location. */
export function sameLocation(one: string, other: unknown): boolean {
    const plain = (location: unknown) => String(location).replaceAll(" ", "").toLowerCase();
    return plain(one) === plain(other);
}

/** What a soak has to know of one of the two Azure services. `Wish`: a job of a random program. */
export interface SoakService<Wish = object> {
    /** On the screen. */
    readonly title: string;
    readonly kind: JobKind;
    /** The emulators that cases run against, by the name that is printed of them. */
    readonly variants: Readonly<Record<string, EmulatorOptions>>;
    readonly wish: fc.Arbitrary<Wish>;
    /** The arguments that a resource's wish stands for. */
    readonly argsOf: (resource: ResourceName, wish: Wish) => Properties;
    /** Where a parcel can be moved to between two commands; some are none of the service's words. */
    readonly places: readonly (string | null)[];
    /** Where it can be moved to while a command runs. */
    readonly placesMeanwhile: readonly string[];
    /** Where somebody else's job begins. */
    readonly beginnings: readonly string[];
    /** Where every job comes to its end, and can be deleted. */
    readonly end: string;
    /** Azure's word for where the job is. */
    readonly whereIs: (job: SeenJob) => string | undefined;
    /** Whether its cancellation was requested, and not by a parcel move. */
    readonly isCancelled: (job: SeenJob) => boolean;
    /** Whether a call lets the job be cancelled. @param before the job before the command, if it was there */
    readonly mayCancel: (event: Event, before: SeenJob | undefined) => boolean;
    /** What a write changes; where the parcel is, is not the stack's doing. */
    readonly content: (job: SeenJob) => unknown;
    /** The job as the outputs of the checkpoint have it. */
    readonly shownIn: (outputs: Properties) => SeenJob;
    /** What the inputs ask for and the job does not have. */
    readonly notDone: (job: SeenJob, inputs: Properties) => string[];
    /** What the inputs ask for and the job does not have, where another job is needed for it. */
    readonly fixedDifferences: (job: SeenJob, inputs: Properties) => string[];
    /** The disks of an export whose keys Azure has. */
    readonly disksWithKeys: (job: SeenJob) => string[];
    /** The disks whose keys the checkpoint has. */
    readonly disksKnown: (outputs: Properties) => string[];
    /** Requests that break a rule of this service alone. */
    readonly badRequests?: (seen: Observation) => string[];
    /** What must never be readable outside of the program. */
    readonly hidden: readonly (string | RegExp)[];
}
