// What a run has seen, step by step, without anything that says whose it is.
import { redact, secretFields, sensitiveValues } from "./provider.mjs";

/** Collects the steps of a run, and shows them. */
export class Record {
    steps = [];
    /** What could not be removed: a sentence each. */
    left = [];

    /** @param masks names of the user's own, and what stands for them: `[["my-group", "<resource group>"]]` */
    constructor(masks, say) {
        this.masks = masks;
        this.say = say;
    }

    /** Notes a step and shows it in one line. `note` is what the answer comes to, in a few words. */
    add({ service, step, request, answer = {}, cell, note }) {
        const { status, code, said, json } = answer;
        const shown = said && this.masked(redact(said, sensitiveValues(json, secretFields)));
        this.steps.push({ service, step, request, status, code, said: shown, cell, note });
        const what = [status ?? (request && "no answer"), code, note].filter(Boolean).join(", ");
        this.tell(`  ${step}: ${what || shown || "done"}`);
    }

    /** What a wait sees again and again is shown once; the report has every look. */
    tell(line) {
        if (line !== this.shown) this.say(line);
        this.shown = line;
    }

    leave(sentence) {
        this.left.push(this.masked(sentence));
        this.say(`  LEFT: ${sentence}`);
    }

    /** Any text without the user's own names, ids and addresses. */
    masked(text) {
        let masked = text;
        for (const [name, mask] of this.masks) masked = masked.replace(wholeWord(name), mask);
        return withoutIds(masked);
    }
}

/** Masks what is nobody's business wherever it stands: GUIDs, e-mail addresses, IP addresses, whole resource ids. */
export function withoutIds(text) {
    return text
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, "<id>")
        .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, "<e-mail>")
        .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, "<address>")
        .replace(/\/resourceGroups\/[^/\s'"<>]+/gi, "/resourceGroups/<resource group>");
}

function wholeWord(name) {
    const literal = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![\\p{L}\\p{N}-])${literal}(?![\\p{L}\\p{N}-])`, "giu");
}
