/** The error for a node or block that the site cannot show: silence would publish a page with a hole in it. */
export const unknownPart = (where: string, kind: 'node' | 'block', name: unknown): Error =>
  new Error(
    `The text of ${where} contains a ${kind} “${String(name)}”, which the site cannot show here. ` +
      `Take it out of the text, or teach it to site/src/rich-text.`,
  )
