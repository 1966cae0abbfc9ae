import type { EmulatorOptions } from "azure-importexport-emulator";
import type { JobKind } from "../../fixtures/jobStack";
import { Stage, type RecordedStep, type StageOptions } from "./stage";

/** Something that a user goes through, step by step. */
export interface Scenario {
    /** What happens, in the present tense. */
    readonly name: string;
    /** Azure behaves unusually: an emulator of its own. */
    readonly emulator?: EmulatorOptions;
    /** Pulumi is killed: the next command finds what was begun in the checkpoint, which the CLI reads for each creation. */
    readonly isKilled?: boolean;
    readonly play: (stage: Stage) => Promise<void>;
}

/** The scenarios of one service. */
export interface Play {
    readonly service: string;
    readonly kind: JobKind;
    readonly scenarios: readonly Scenario[];
}

/** The emulator and the process that the scenarios of one service share, and those that some have alone. */
export class Theatre {
    private constructor(
        private readonly shared: Stage,
        private readonly options: StageOptions,
    ) {}

    static async open(options: StageOptions): Promise<Theatre> {
        return new Theatre(await Stage.open(options), options);
    }

    async close(): Promise<void> {
        await this.shared.close();
    }

    async play({ emulator, isKilled = false, play }: Scenario): Promise<RecordedStep[]> {
        if (emulator) {
            const own = await Stage.open({ ...this.options, emulator });
            own.clear(isKilled);
            try {
                await play(own);
                return own.steps;
            } finally {
                await own.close();
            }
        }
        this.shared.clear(isKilled);
        await play(this.shared);
        return [...this.shared.steps];
    }
}
