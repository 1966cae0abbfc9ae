import type { SecretFields } from "../arm/redaction";
import type { ArmJob, JobAddress } from "./armJob";
import type { JobIds } from "./armId";
import type { Connect } from "./jobClient";
import type { Changes } from "./changes";
import type { ServiceFacts } from "./errorTable";
import type { Finding } from "./findings";
import type { JobKind } from "./serviceTypes";
import type { PropertyTable } from "./propertyTable";
import type { Session } from "./session";
import type { Rule } from "./lifecycleRules";
import type { Wire } from "./wire";
import type { Sifted } from "./writtenByAzure";

/** What a job's outputs carry that no answer of Azure holds. */
export interface Remembered<K extends JobKind> {
    readonly deletion: K["deletion"];
    readonly adoptExisting: boolean;
    readonly cloud: string;
    readonly owner: string;
    readonly formerOwner?: string | undefined;
    readonly managedTags: string[];
    /** The keys of an export's disks. */
    readonly keys: K["key"][];
    /** What Azure was told and does not give back. */
    readonly secrets: K["secrets"];
    /** What an answer leaves out is as here. */
    readonly known?: K["known"] | undefined;
}

/** One job in one session. */
export interface Target<K extends JobKind> {
    readonly service: ServiceDefinition<K>;
    readonly session: Session<K["client"]>;
    readonly client: K["client"];
    readonly address: JobAddress;
}

/**
 * What a service supplies so that the engine of this folder works on its jobs: data, pure functions over what Azure
 * answers, and the requests that only it has. See importexport/service.ts and databox/service.ts.
 */
export interface ServiceDefinition<K extends JobKind> {
    /** Every token that a resource of this kind may have in a stack. */
    readonly typeTokens: readonly string[];
    /** `Microsoft.DataBox/jobs` */
    readonly armType: string;
    readonly ids: JobIds;
    readonly connect: Connect<K["client"]>;
    /** Whether a PUT overwrites a job that exists; otherwise Azure refuses it, or answers with the job that is there. */
    readonly putOverwrites: boolean;
    /** For so long Azure may be at work on a creation that it never confirmed, and not show the job. */
    readonly creationGraceMinutes: number;

    /** Whether a job of the subscription's list is all that a GET of it would show. Absent: never. */
    isWholeInList?(job: ArmJob): boolean;

    /** A row for each property: what becomes of a change, when there is none, what is secret. */
    readonly properties: PropertyTable<K["outputs"], K["inputs"]>;
    /** What of its bodies no error and no line may show. */
    readonly secretFields: SecretFields;
    readonly inputs: InputRules;
    readonly outputs: OutputRules<K>;
    readonly keys: ExportKeys<K>;
    readonly words: ServiceWords<K>;
    /** What the errors of every service tell of a job of this one. */
    errorFacts(seen: K["seen"]): ServiceFacts;

    /** @param known what the stack knows of the job, and the options of its deletion */
    observe(job: ArmJob, known?: { olds: K["outputs"]; deletion: K["deletion"] }): K["seen"];
    /** The deletion options of a program with every default filled in. */
    deletionOf(given: object | undefined, owner: string): K["deletion"];
    /** Whether the job, as its inputs ask for a replacement, may be replaced. */
    replacementRule(seen: K["seen"], olds: K["outputs"]): Rule;
    /** Why an interrupted creation would not have left the job as it is; undefined: it would. */
    doubtOfTakeover(seen: K["seen"], inputs: K["inputs"]): string | undefined;
    /** Whether Azure shows the job elsewhere than at the last look, so that what it refused may be judged again. */
    hasMoved(current: K["outputs"], seen: K["seen"]): boolean;
    /** Whether anything that was ever recorded says that the disks may have left, or that somebody ended the job. */
    mayHaveLeft(olds: K["outputs"]): boolean;

    readonly requests: {
        /** The PUT of a new job; what is announced later is not in it. */
        create(inputs: K["inputs"], owner: string | undefined): object;
        /** The PATCH for these changes. */
        change(
            changes: Pick<Changes, "patches">,
            inputs: K["inputs"],
            current: K["outputs"],
            owner: string | undefined,
        ): object;
        /** Asks for the cancellation. Where the answer is a job, it is the job after it. */
        cancel(on: Target<K>, deletion: K["deletion"]): Promise<ArmJob | "accepted" | "gone">;
        /** Announces the shipment, where that is a request of its own. @returns the job afterwards */
        announceShipment?(
            on: Target<K>,
            current: K["outputs"],
            inputs: K["inputs"],
        ): Promise<ArmJob>;
    };
    /** Whether the job shows that the cancellation which this delete asked for has reached it. */
    showsCancellation?(job: ArmJob, deletion: K["deletion"]): boolean;
    /** What of the program's secrets Azure has, where it can be asked. */
    secretsInAzure?(on: Target<K>, inputs: K["inputs"]): Promise<K["secrets"] | "gone">;
    /** @throws what the program wants and no request can do any more */
    assertPossible?(address: JobAddress, olds: K["outputs"], news: K["inputs"]): void;
    /** What is left to do once the job is gone. */
    afterDelete?(
        on: Target<K>,
        olds: K["outputs"] & { readonly deletion: K["deletion"] },
    ): Promise<void>;
}

/** How a service's inputs are read, completed and judged. */
export interface InputRules {
    /** The inputs with what there is only one of. */
    readonly completed?: (decided: Wire) => Wire;
    /** @param before the inputs of the last update, empty for a new job */
    readonly validate: (before: Wire, decided: Wire, ownerTag: boolean) => Finding[];
    /** What only Azure writes is not kept: it would look like changes later. */
    readonly sift?: (decided: Wire) => Sifted<Wire>;
    /** What in inputs that are right Azure would complain of later; see inputWarnings.ts. */
    readonly warnings: (decided: Wire) => Finding[];
    /** What a `check` has to say of inputs that are right. */
    readonly remarks: (decided: Wire, sifted: Sifted<Wire>, isNew: boolean) => string[];
}

/** How a service's answers become outputs. */
export interface OutputRules<K extends JobKind> {
    /** The job that Azure shows; what a program can say of one, and the answer leaves out, is as it was last known. */
    readonly withLastKnown: (answer: ArmJob, known: K["known"] | undefined) => ArmJob;
    /** The outputs that only jobs of this service have. */
    readonly own: (job: ArmJob, seen: K["seen"], secrets: K["secrets"]) => Partial<K["outputs"]>;
    /** The job as Azure has just been told, where its answer does not say otherwise. */
    readonly asTold: (inputs: K["inputs"], current?: K["outputs"]) => K["known"];
    readonly noSecrets: K["secrets"];
    readonly secretsOfInputs: (inputs: K["inputs"]) => K["secrets"];
    readonly secretsOfOutputs: (outs: K["outputs"]) => K["secrets"];
    /** What Azure has by now of a program's secrets: a PATCH was accepted, or none was needed. */
    readonly acceptedSecrets: (inputs: K["inputs"], current: K["outputs"]) => K["secrets"];
    /** What Azure has of them once the shipment is announced by a request of its own. */
    readonly announcedSecrets: (inputs: K["inputs"], current: K["outputs"]) => K["secrets"];
    /** The secrets that an interrupted creation may have sent: the program may have changed since. */
    readonly doubtfulSecrets?: (inputs: K["inputs"]) => K["secrets"];
    readonly withSecrets?: (outs: K["outputs"], secrets: K["secrets"]) => K["outputs"];
    /** What the first version left out of none, by name. */
    readonly gaps: Wire;
    /** Those that are stored encrypted, whatever the program marks. */
    readonly secretOutputs: readonly string[];
}

/** The keys of an export: only Azure has them, and gives them only on demand. */
export interface ExportKeys<K extends JobKind> {
    /** The secret output that has them. */
    readonly output: string;
    /** The action that asks for them. */
    readonly permission: string;
    readonly list: (client: K["client"], address: JobAddress) => Promise<K["key"][] | "gone">;
    /** What tells the disk of a key. */
    readonly diskOf: (key: K["key"]) => unknown;
    /** What tells the disks that Azure shows. */
    readonly disksOf: (seen: K["seen"]) => readonly unknown[];
    readonly isExport: (outs: K["outputs"]) => boolean;
    /** Whether Azure may have keys, so that a refresh asks for them. */
    readonly mayExist: (seen: K["seen"], outs: K["outputs"]) => boolean;
    /** Whether a delete may lose some. */
    readonly mayBeLost: (seen: K["seen"], outs: K["outputs"]) => boolean;
}

/** The service's words in lines and sentences. */
export interface ServiceWords<K extends JobKind> {
    /** Where the job was at the last look, as it reads after "it is". */
    lastSeen(outs: K["outputs"]): string;
    /** Ends the line that says that a cancellation is asked for. */
    readonly cancelling: string;
    /** Ends the line that says that a cancelled job is forgotten. */
    readonly forgottenCancelled: string;
    /** Why an unshipped job is no longer there. */
    readonly expired: string;
    /** A PATCH that changes this, with a count where that tells something. */
    patchOf?(name: string, inputs: K["inputs"]): string;
    /** What there is to warn of before a delete. */
    beforeDelete?(address: JobAddress, seen: K["seen"]): string | undefined;
    /** What is said before a PATCH. @throws what is too late for it */
    beforePatch?(address: JobAddress, current: K["outputs"], changes: Changes): string | undefined;
    /** What there is to warn of once a job is made. */
    afterCreation(address: JobAddress, made: K["outputs"], inputs: K["inputs"]): string | undefined;
    /** What there is to warn of before an update. */
    beforeUpdate?(
        address: JobAddress,
        current: K["outputs"],
        inputs: K["inputs"],
        patches: readonly string[],
    ): string | undefined;
    /** What is said where Azure refused a PATCH of a job that has moved meanwhile. */
    secondLook?(address: JobAddress, current: K["outputs"], seen: K["seen"]): string;
    /** What a preview says of changes in place. */
    atDiff?(address: JobAddress, olds: K["outputs"], changes: Changes): string | undefined;
}
