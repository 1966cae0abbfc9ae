/** The orphans as text for people: a paragraph each, with lines to paste. */
import { wordsOf } from "../job/ownerTag";
import type { AdoptingLines } from "./adoptingLines";
import type { JobStatus } from "./jobStatus";
import type { OrphanKind } from "./orphans";
import { printable, type Remarks } from "./report";
import { deadlineText, stateText } from "./reportWords";
import { serviceNamed } from "./services";

/** One orphan: what `--json` prints of it. */
export interface ShownOrphan extends JobStatus {
    readonly kind: OrphanKind;
    /** Of one that is interrupted or moved: the stack, as it was given, and the resource's URN. */
    readonly inStack: { readonly name: string; readonly urn: string } | null;
    /** Another resource has the words of its owner tag: an adoption is refused as long as the job has it. */
    readonly removeTagFirst: boolean;
    /** Null: Azure has no job to adopt. */
    readonly adopt: AdoptingLines | null;
}

export function orphanReport(
    orphans: readonly ShownOrphan[],
    { notes, warnings }: Remarks,
): string {
    const parts = orphans.length === 0 ? ["No orphans."] : orphans.map(paragraph);
    return `${[...parts, [...notes, ...warnings].join("\n")].join("\n\n")}\n`;
}

function paragraph(orphan: ShownOrphan): string {
    const { resourceGroupName, name, service, adopt } = orphan;
    const deadline = deadlineText(orphan);
    const state = adopt === null ? "not in Azure" : stateText(orphan);
    const where = deadline === "–" ? state : `${state}, ${deadline}`;
    const facts = [
        `${resourceGroupName}/${name} (${serviceNamed(service).title}): ${where}`,
        ...wordsOfKind(orphan),
        ...hints(orphan),
    ].map(printable);
    const lines = adopt === null ? [] : ["", adopt.import, adopt.resource];
    return [...facts, ...lines].join("\n");
}

function wordsOfKind(orphan: ShownOrphan): string[] {
    const { kind, inStack, adopt, resourceGroupName } = orphan;
    const stack = inStack?.name ?? "";
    switch (kind) {
        case "unclaimed":
            return [
                `No given stack has it. Its owner tag says ${wordsOf(orphan.owner ?? "")}: the lines fit the program of that stack; in another one, remove the tag pulumi-owner first.`,
            ];
        case "untagged":
            return ["No given stack has it, and it has no owner tag: the lines fit any program."];
        case "interrupted":
            return [
                adopt === null
                    ? `${stack} began to create it, and Azure has no such job: "pulumi up" orders it; "pulumi refresh --clear-pending-creates" forgets the beginning. It may also be under way just now.`
                    : `${stack} began to create it, and does not know the end: "pulumi up" there goes on with it as long as the program has the resource; without it the lines adopt it.`,
            ];
        case "moved":
            return [
                `${stack} has it under another resource group: somebody moved it to ${resourceGroupName}. Move it back; or take the resource out of the stack, and adopt it where it is:`,
                `    pulumi state delete ${shellQuoted(inStack?.urn ?? "")}`,
            ];
    }
}

function hints({ removeTagFirst, owner, adopt }: ShownOrphan): string[] {
    if (adopt === null) return [];
    const parents = wordsOf(owner ?? "")
        .split("/")
        .slice(3, -1);
    return [
        removeTagFirst
            ? "Another resource has the words of its owner tag: remove the tag pulumi-owner first, and the lines adopt it under another name."
            : "",
        parents.length > 0
            ? `Its resource was a child of ${parents.join("/")}: give the lines the same option parent, or remove the tag pulumi-owner first.`
            : "",
    ].filter(Boolean);
}

function shellQuoted(text: string): string {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}
