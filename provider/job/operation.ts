import { systemClock, type Clock } from "../arm/clock";
import type { Say } from "../arm/say";
import { SecretValues } from "../arm/redaction";
import { WaitingRequests } from "../arm/waitingRequests";
import { readSettings, type Settings } from "../settings/config";
import type { ArmJob } from "./armJob";
import type { BulkReads } from "./bulkReads";
import type { JobPoller } from "./jobPoller";
import { Checkpoints } from "./checkpoints";
import { ProgramResources } from "./programResources";
import { RegistrationMarks, type ProcessOfEngine } from "./registrationMarks";

/** Pulumi's configuration of a provider, by full keys. */
export interface Config {
    get(key: string): string | undefined;
}

/** One call of the engine's: for whom it is, and what ends it. */
export interface Call {
    /** Shows one line to the person who waits, under the resource where the front door can. */
    readonly say: Say;
    /** Undefined where the front door is not told. */
    readonly urn?: string;
    /** Aborted when the call is to wait no longer; see `CallContext`. */
    readonly signal?: AbortSignal;
    /** See `CallContext`. */
    readonly deadlineMs?: number;
}

/** Where an operation runs. */
export interface OperationOptions {
    readonly config: Config;
    /** Default: that of the process. */
    readonly env?: NodeJS.ProcessEnv;
    /** Default: that of the machine. */
    readonly clock?: Clock;
    /** Shows a line about several resources. Default: prints it. */
    readonly say?: Say;
    /** Which process this is. Default: one of no engine. */
    readonly place?: ProcessOfEngine;
}

/**
 * One Pulumi operation on the jobs of one service, as one provider sees it: its settings, and what its calls have seen and
 * share. Each call has a session of its own, which is given this.
 */
export class Operation {
    readonly clock: Clock;
    readonly say: Say;
    /** One line a minute tells of everything that waits. */
    readonly waiting: WaitingRequests;
    /** Azure may quote in any call what a job was given in another, or in an earlier operation. */
    readonly secrets = new SecretValues();
    /** Where jobs are waited for, all together, by subscription. */
    readonly watches = new Map<string, Promise<JobPoller>>();
    /** The last list of each subscription: it tells of all jobs that are not under their ids. */
    readonly lists = new Map<string, Promise<ArmJob[]>>();
    /** What answers reads of many jobs by a list, by subscription. */
    readonly bulkReads = new Map<string, Promise<BulkReads>>();
    /** What the calls have seen of the program's resources. */
    readonly program: ProgramResources;
    readonly checkpoints = new Checkpoints();
    private readonly config: Config;
    private readonly env: NodeJS.ProcessEnv;
    private known: Settings | undefined;

    constructor({ config, env, clock, say, place }: OperationOptions) {
        this.program = new ProgramResources(new RegistrationMarks(place));
        this.config = config;
        this.env = env ?? process.env;
        this.clock = clock ?? systemClock;
        this.say = say ?? ((line) => console.log(line));
        this.waiting = new WaitingRequests(this.clock);
    }

    /** @throws SettingsError */
    get settings(): Settings {
        return (this.known ??= readSettings(this.config, this.env));
    }
}
