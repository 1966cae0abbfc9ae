/** Something failed before the destroy, so nothing has been destroyed. The message is for the user. */
export class NotDestroyed extends Error {
    override readonly name = "NotDestroyed";
}
