import { randomUUID } from "node:crypto";
import type { FileBackend } from "../../fixtures/fileBackend";
import {
    unmarked,
    type Answer,
    type Operation,
    type Properties,
} from "../../component/provider/providerProcess";
import type { ResourceName } from "./steps";

/** A resource in the checkpoint, as Pulumi keeps it. */
export interface Kept {
    id: string;
    inputs: Properties;
    outputs: Properties;
    /** The last create or update ended badly: the next `up` updates it, changed or not. */
    hasInitErrors: boolean;
    /** Deleted in order to be replaced; only the create is missing. */
    isPendingReplacement: boolean;
}

/** What one resource met in a command. */
export interface Event<Name extends string = ResourceName> {
    resource: Name;
    what: "check" | "create" | "diff" | "update" | "delete" | "read";
    /** The job's ARM id, where it is known. */
    id?: string;
    /** The message that the user reads; none: it worked. */
    error?: string;
    /** The failed create stays in the checkpoint. */
    kept?: boolean;
    /** Pulumi was killed before it could write the result down. */
    lost?: boolean;
    /** What the provider was asked with. */
    inputs?: Properties;
    /** What the checkpoint said before. */
    olds?: Properties;
    /** The provider finds no difference. */
    unchanged?: boolean;
    /** This delete is half of a replacement. */
    replaces?: boolean;
}

/** What Pulumi's engine does with a provider's answers: the order of calls, and what the checkpoint keeps. */
export class PulumiModel<Name extends string = ResourceName> {
    readonly checkpoint = new Map<Name, Kept>();
    private writes = 0;
    private crashesAt = Infinity;
    events: Event<Name>[] = [];
    /** Creations that began and were not written down as ended: those that a kill left stay. */
    private pending: { name: Name; inputs: Properties }[] = [];

    /** @param backend where the provider finds the checkpoint; none for releases that do not look there */
    constructor(private readonly backend?: FileBackend) {}

    /** Begins a command. @param crashesAtWrite it is killed when this write has ended and is not written down */
    begin(crashesAtWrite = Infinity): void {
        this.writes = 0;
        this.crashesAt = crashesAtWrite;
        this.events = [];
    }

    get isCrashed(): boolean {
        return this.writes >= this.crashesAt;
    }

    /** @param program the arguments of each resource that it declares */
    async up(engine: Operation, program: ReadonlyMap<Name, Properties>): Promise<void> {
        let failed = false;
        for (const [name, args] of program) {
            if (this.isCrashed) return;
            failed = !(await this.register(engine, name, args)) || failed;
        }
        // Pulumi deletes what the program lost at the end, and only if all went well until there.
        if (failed) return;
        for (const name of [...this.checkpoint.keys()].filter((name) => !program.has(name))) {
            if (this.isCrashed) return;
            await this.delete(engine, name, false);
        }
    }

    async refresh(engine: Operation): Promise<void> {
        for (const [resource, kept] of [...this.checkpoint]) {
            if (kept.isPendingReplacement) continue;
            const { id, outputs: olds } = kept;
            const answer = await engine.read(id, olds);
            this.note({ resource, what: "read", id, olds }, answer);
            if (!answer.value) continue;
            if (answer.value.id === "") this.checkpoint.delete(resource);
            else {
                const { properties: outputs, inputs = kept.inputs } = answer.value;
                this.checkpoint.set(resource, { ...kept, ...unmarked({ outputs, inputs }) });
            }
        }
    }

    async destroy(engine: Operation): Promise<void> {
        for (const name of [...this.checkpoint.keys()]) {
            if (this.isCrashed) return;
            await this.delete(engine, name, false);
        }
    }

    /** @returns whether it went well */
    private async register(engine: Operation, resource: Name, args: Properties): Promise<boolean> {
        const old = this.checkpoint.get(resource);
        const owner = `organization/test/dev/${resource}`;
        const creation = { creation: randomUUID(), stackName: this.backend?.stack };
        const news = { ...args, owner, ...(this.backend && creation) };
        const checked = await engine.check(old?.inputs ?? {}, news);
        const failures = checked.value?.failures ?? [];
        const error = checked.error ?? (failures.length > 0 ? JSON.stringify(failures) : undefined);
        this.events.push({ resource, what: "check", error, inputs: news });
        if (!checked.value || failures.length > 0) return false;
        const inputs = unmarked(checked.value.inputs);
        if (!old) return await this.create(engine, resource, inputs);

        const { id, outputs: olds } = old;
        this.store();
        const diff = await engine.diff(id, olds, inputs);
        const unchanged = diff.value && !diff.value.changes && diff.value.replaces.length === 0;
        this.note({ resource, what: "diff", id, inputs, olds, unchanged }, diff);
        if (!diff.value) return false;
        if (diff.value.replaces.length > 0 || old.isPendingReplacement) {
            return await this.replace(engine, resource, old, inputs);
        }
        if (diff.value.changes || old.hasInitErrors) {
            return await this.update(engine, resource, old, inputs);
        }
        this.checkpoint.set(resource, { ...old, inputs });
        return true;
    }

    private async create(engine: Operation, resource: Name, inputs: Properties): Promise<boolean> {
        const begun = { name: resource, inputs };
        this.pending.push(begun);
        this.store();
        const answer = await engine.create(inputs);
        const id = answer.value?.id ?? ("kept" in answer ? answer.kept?.id : undefined);
        if (!this.written({ resource, what: "create", id, inputs }, answer)) return false;
        this.pending = this.pending.filter((one) => one !== begun);
        const made = answer.value ?? ("kept" in answer ? answer.kept : undefined);
        if (!made) return false;
        this.checkpoint.set(resource, {
            id: made.id,
            inputs,
            outputs: unmarked(made.properties),
            hasInitErrors: !answer.value,
            isPendingReplacement: false,
        });
        return answer.value !== undefined;
    }

    private async update(
        engine: Operation,
        resource: Name,
        old: Kept,
        inputs: Properties,
    ): Promise<boolean> {
        const { id, outputs: olds } = old;
        const answer = await engine.update(id, olds, inputs);
        if (!this.written({ resource, what: "update", id, inputs, olds }, answer)) return false;
        if (answer.value) {
            const outputs = unmarked(answer.value);
            this.checkpoint.set(resource, { ...old, inputs, outputs, hasInitErrors: false });
            return true;
        }
        if (answer.kept) {
            const outputs = unmarked(answer.kept.properties);
            this.checkpoint.set(resource, { ...old, inputs, outputs, hasInitErrors: true });
        }
        return false;
    }

    private async replace(
        engine: Operation,
        resource: Name,
        old: Kept,
        inputs: Properties,
    ): Promise<boolean> {
        if (!old.isPendingReplacement) {
            if (!(await this.delete(engine, resource, true))) return false;
            this.checkpoint.set(resource, { ...old, isPendingReplacement: true });
            if (this.isCrashed) return false;
        }
        return await this.create(engine, resource, inputs);
    }

    private async delete(engine: Operation, resource: Name, replaces: boolean): Promise<boolean> {
        const { id, outputs: olds, isPendingReplacement } = this.checkpoint.get(resource)!;
        if (isPendingReplacement) {
            // Its delete is done; Pulumi forgets it without a call.
            this.checkpoint.delete(resource);
            return true;
        }
        const answer = await engine.delete(id, olds);
        if (!this.written({ resource, what: "delete", id, olds, replaces }, answer)) return false;
        if (!answer.value) return false;
        this.checkpoint.delete(resource);
        return true;
    }

    /** Writes down what the engine would have written by now. */
    private store(): void {
        const resources = [...this.checkpoint].map(([name, { id, inputs, outputs }]) => ({
            name,
            id,
            inputs,
            outputs,
        }));
        this.backend?.write({ resources, creating: this.pending });
    }

    /** Notes a write; false: Pulumi was killed before it could write the result down. */
    private written(event: Event<Name>, answer: Answer<unknown>): boolean {
        this.writes += 1;
        this.note({ ...event, lost: this.isCrashed }, answer);
        return !this.isCrashed;
    }

    private note(event: Event<Name>, answer: Answer<unknown>): void {
        const kept = "kept" in answer && answer.kept !== undefined;
        this.events.push({ ...event, error: answer.error, kept });
    }
}
