/** A job that is in Azure, or may be, although its creation did not end well: the stack keeps it. */
export class PartialCreation extends Error {
    constructor(
        readonly id: string,
        readonly properties: object,
        override readonly cause: Error,
    ) {
        super(cause.message);
    }
}
