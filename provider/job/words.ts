/** One of the words that the documents have, which an editor offers; any other string is taken too, and judged by `check`. */
export type OneOf<Words extends string> = Words | (string & Record<never, never>);
