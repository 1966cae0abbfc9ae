/** A wish that cannot be fulfilled, with a sentence for the one who wished. */
export class ControlError extends Error {
    constructor(
        readonly status: 400 | 404,
        message: string,
    ) {
        super(message);
        this.name = "ControlError";
    }
}
