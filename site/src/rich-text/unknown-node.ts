/** The error for a node or block that the site cannot render. Leaving it out silently would publish an incomplete page. */
export const unknownNode = (where: string, kind: 'node' | 'block', name: unknown): Error =>
  new Error(
    `The text of ${where} contains a ${kind} “${String(name)}”, which the site cannot show here. ` +
      `Take it out of the text, or add it to site/src/rich-text.`,
  )
