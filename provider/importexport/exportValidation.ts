import type { Findings, Untrusted } from "../job/findings";
import { eachText, isLeftOut } from "../job/partsValidation";
import { isUnknown } from "../job/unknowns";

/**
 * What an export job selects.
 *
 * @param adopts a job that exists is taken over: it has a selection
 */
export function validateExport(findings: Findings, value: Untrusted, adopts: boolean): void {
    if (!adopts && Array.isArray(value.driveList) && value.driveList.length > 0) {
        findings.add(
            "properties.driveList",
            'is for import jobs only (for an export Azure reports the drives that it received); leave it out, or set jobType: "Import"',
        );
    }
    const at = "properties.export";
    if (isUnknown(value.export)) return;
    if (adopts && isLeftOut(value.export)) return;
    const selection = findings.part(at, value.export ?? {}, '{ blobPathPrefix: ["/"] }');
    if (!selection) return;
    const chosen = [selection.blobPath, selection.blobPathPrefix, selection.blobListBlobPath];
    if (
        !adopts &&
        chosen.every(
            (part) => isLeftOut(part) || part === "" || (Array.isArray(part) && part.length === 0),
        )
    ) {
        findings.add(
            at,
            'selects nothing; name the blobs to export, e.g. { blobPathPrefix: ["/"] } for all of them',
        );
    }
    // Of a leading slash the documents contradict each other, so Azure decides: see `slashedPaths`.
    eachText(findings, `${at}.blobPath`, selection.blobPath, '["videos/story.mp4"]');
    eachText(
        findings,
        `${at}.blobPathPrefix`,
        selection.blobPathPrefix,
        '["/videos/"]',
        (prefix) =>
            adopts || prefix.startsWith("/")
                ? undefined
                : 'must start with a slash, as a prefix does, e.g. "/videos/"',
    );
    const list = findings.text(`${at}.blobListBlobPath`, selection.blobListBlobPath, {
        example: '"lists/export.xml"',
    });
    if (!adopts && list !== undefined && !/^[^/]+\/./.test(list)) {
        findings.add(
            `${at}.blobListBlobPath`,
            'must be a container and a blob, e.g. "lists/export.xml"',
        );
    }
}

/** What is to be said of blob paths that begin with a slash; undefined: nothing, there is none. */
export function slashedPaths(selection: unknown): string | undefined {
    const paths = (selection as Untrusted | undefined | null)?.blobPath;
    const isSlashed = (path: unknown) => typeof path === "string" && path.startsWith("/");
    if (!Array.isArray(paths) || !paths.some(isSlashed)) return undefined;
    return 'has a slash at the beginning of an entry of properties.export.blobPath. The published command has one too ("/"), and the page on export selections says that a path has none, so it may select nothing. For everything, blobPathPrefix: ["/"] is what both say.';
}
