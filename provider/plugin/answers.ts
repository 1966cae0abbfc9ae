/** Messages of Pulumi's provider protocol, made of what the engine of jobs says. */
import * as messages from "@pulumi/pulumi/proto/provider_pb";

/** @param replaces paths of the inputs whose change needs another job. @param updates those of the others */
export function diffAnswer(
    changes: boolean,
    replaces: readonly string[],
    updates: readonly string[],
): messages.DiffResponse {
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    const response = new messages.DiffResponse();
    response.setChanges(changes ? DIFF_SOME : DIFF_NONE);
    response.setReplacesList(topLevel(replaces));
    response.setDiffsList(topLevel([...replaces, ...updates]));
    response.setDeletebeforereplace(true);
    response.setHasdetaileddiff(true);
    const { UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
    for (const [paths, kind] of [
        [updates, UPDATE],
        [replaces, UPDATE_REPLACE],
    ] as const) {
        for (const path of paths) response.getDetaileddiffMap().set(path, difference(kind));
    }
    return response;
}

function topLevel(paths: readonly string[]): string[] {
    return [...new Set(paths.map((path) => path.split(".")[0] ?? path))];
}

function difference(kind: messages.PropertyDiff.Kind): messages.PropertyDiff {
    const difference = new messages.PropertyDiff();
    difference.setKind(kind);
    // Old is what the service said, not what the program said last.
    difference.setInputdiff(false);
    return difference;
}

/** One thing that is wrong with inputs or settings. */
export function failure({
    property,
    reason,
}: {
    property: string;
    reason: string;
}): messages.CheckFailure {
    const failure = new messages.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
}
