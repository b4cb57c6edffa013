/** An upload is refused; the message is for the editor. */
export class RefusedFile extends Error {}
