/** How many questions are on their way to Azure at once. */
const atOnce = 4;

/** The answers in the order of the questions, a few asked at a time. */
export async function inTurns<T, R>(
    questions: readonly T[],
    ask: (question: T) => Promise<R>,
): Promise<R[]> {
    const answers: R[] = [];
    for (let next = 0; next < questions.length; next += atOnce) {
        answers.push(...(await Promise.all(questions.slice(next, next + atOnce).map(ask))));
    }
    return answers;
}
