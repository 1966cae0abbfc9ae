/** What the words of `--fail-on` mean, as `--help` tells it of the services that there are. */
import type { Condition } from "./conditions";
import { services } from "./services";

const width = 96;
const indent = " ".repeat(5);

export function conditionsInHelp(): string {
    const unshipped = services.map((service) => service.unshipped).join(", or ");
    const failed = services.map((service) => service.failed).join(", ");
    const meanings: Record<Condition, string> = {
        blocked: '"pulumi destroy" would refuse',
        expiring: `${unshipped}, and deleted by the service within --expiring-days`,
        failed: `${failed}, in an undocumented state, or with a drive that never came or has remarks`,
    };
    return Object.entries(meanings)
        .map(([word, meaning]) => wrapped(word.padEnd(10), meaning))
        .join("\n");
}

/** The text beside a word, on as many lines as it takes. */
function wrapped(word: string, text: string): string {
    const lines = [indent + word];
    for (const next of text.split(" ")) {
        const line = lines.at(-1)!;
        const isFirst = line.length === indent.length + word.length;
        const longer = isFirst ? line + next : `${line} ${next}`;
        if (longer.length <= width) lines[lines.length - 1] = longer;
        else lines.push(indent + " ".repeat(word.length) + next);
    }
    return lines.join("\n");
}
