// Pulumi's output without what the story does not need. Lines are left out or shortened, never made up; what is
// not known to be noise is kept.

const row = /^\s*(?:([-+~]{1,2})\s+)?([^:\s]+:[^:\s]+:[^:\s]+)\s+(\S+)\s*(.*)$/;

const noise = [
    /^@ /,
    /^(Updating|Destroying|Refreshing|Previewing.*) \(.*\):$/,
    /^(Diagnostics|Resources):$/,
    /^Duration: /,
    /^([-+~] )?\d+ (created|updated|deleted|unchanged|errored)$/,
    /^\S+:\S+:\S+ \(.*\):$/,
    /^error: update failed$/,
    /^The resources in the stack have been deleted,/,
    /^If you want to remove the stack completely,/,
];

/** Rows of the stack itself that only say how far it is. */
const stackProgress =
    /^(?:(?:creating|updating|deleting|refreshing)(?: \([\d.]+s\))?|(?:created|updated|deleted)(?: \([\d.]+s\))?|running|\*\*failed\*\*|interrupted)?(?:\s*\d+ (?:messages?|warnings?|errors?)[;,]?)*$/;

/** A resource's row that only says that something has begun. */
const begun = /^(creating|updating|deleting|refreshing) \([\d.]+s\)/;

/**
 * Makes a function that takes one line of Pulumi's output and returns what to show of it: no line, one, or two.
 * A message comes several times, while it happens and again at the end; only the first is shown.
 */
export function trimmer() {
    const shown = new Set();
    const fresh = (line) => {
        const text = line.trim();
        if (shown.has(text)) return [];
        shown.add(text);
        return [line.trimEnd()];
    };
    return (line) => {
        const found = row.exec(line);
        if (found) return rowLines(found).flatMap(fresh);
        const text = line.trim();
        if (text === "" || noise.some((pattern) => pattern.test(text))) return [];
        return fresh(line);
    };
}

function rowLines([, sign, type, name, rest]) {
    const message = /(?:error|warning): .*$/.exec(rest)?.[0];
    const before = message ? rest.slice(0, -message.length).trim() : rest.trim();
    const lines = [];
    if (type === "pulumi:pulumi:Stack") {
        if (!stackProgress.test(before)) lines.push(before);
    } else if (before !== "" && !begun.test(before)) {
        lines.push([sign, shortType(type), name, before].filter(Boolean).join(" "));
    }
    if (message) lines.push(message);
    return lines.filter((line) => !noise.some((pattern) => pattern.test(line)));
}

/** `pulumi-nodejs:dynamic/importexport:Job` → `importexport:Job` */
function shortType(type) {
    return type.replace(/^pulumi-nodejs:dynamic\//, "");
}
