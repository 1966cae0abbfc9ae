/** What an answer means: gone, a success that can be read, or an error. */
import { armErrorBody } from "./armErrorBody";
import { AnswerError, type Page, type RawAnswer } from "./answers";
import { answeredNo, notUnderstood, type Attempt } from "./azureErrors";
import type { Sent } from "./rawExchanges";

/** ARM's codes for something that is not there. Codes are data; texts are not. */
const GONE_CODES: readonly (string | undefined)[] = ["ResourceNotFound", "ResourceGroupNotFound"];

/** Whether Resource Manager says that there is nothing. Any other 404 says nothing of the kind. */
export function isGone(answer: RawAnswer): boolean {
    return answer.status === 404 && GONE_CODES.includes(armErrorBody(answer.json).code);
}

/** What a success says. @throws AzureError for anything else */
export function understood<T>(
    sent: Sent,
    successes: readonly number[],
    read: (answer: RawAnswer) => T,
): T {
    const { answer, attempt } = sent;
    if (answer.status >= 400) throw answeredNo(attempt, answer.status, answer.json, answer.ids);
    if (!successes.includes(answer.status)) {
        throw unclear(sent, `only ${successes.join(" or ")} means success for this operation`);
    }
    try {
        return read(answer);
    } catch (error) {
        if (error instanceof AnswerError) throw unclear(sent, error.message);
        throw error;
    }
}

/** The error for an answer that does not say what became of the request. */
export function unclear({ answer, attempt, isWrite }: Sent, why: string) {
    const asked: Attempt = isWrite ? { ...attempt, effect: "unknown" } : attempt;
    return notUnderstood(asked, answer.status, why, answer.ids);
}

/** Every item of a list, page by page; `next` asks for the next one. @throws AzureError */
export async function readPages<T>(
    next: (page: number) => Promise<Sent>,
    read: (answer: RawAnswer) => Page<T>,
    onPage?: () => void,
): Promise<T[]> {
    const items: T[] = [];
    const visited = new Set<string>();
    for (;;) {
        const sent = await next(visited.size);
        onPage?.();
        const page = understood(sent, [200], read);
        items.push(...page.items);
        if (page.nextLink === undefined) return items;
        checkNextLink(page.nextLink, visited, sent);
    }
}

/** The SDK follows the link with our token in hand, wherever it points, and for as long as there is one. */
function checkNextLink(link: string, visited: Set<string>, sent: Sent): void {
    const next = ownAddress(link, sent, "the next page");
    if (visited.has(next.href)) throw unclear(sent, "the next page is one that was read already");
    visited.add(next.href);
}

/** The address that an answer refers to, if it is one of the same host: ours is sent there, with our token. */
export function ownAddress(address: string, sent: Sent, what: string): URL {
    const { endpoint } = sent.attempt;
    if (!URL.canParse(address, endpoint)) throw unclear(sent, `the address of ${what} is none`);
    const url = new URL(address, endpoint);
    if (url.origin !== new URL(endpoint).origin) {
        throw unclear(sent, `${what} is at another host, ${url.host}`);
    }
    return url;
}
