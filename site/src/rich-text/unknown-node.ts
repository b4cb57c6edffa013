/**
 * The error for a node or block that the site cannot render, which the schemas refuse. Leaving it out silently would publish an
 * incomplete page.
 */
export const unknownNode = (where: string, kind: 'node' | 'block', node: object): Error => {
  const { type, blockType } = node as { type?: unknown; blockType?: unknown }
  return new Error(
    `The text of ${where} contains a ${kind} “${String(blockType ?? type)}”, which the site cannot show here. ` +
      `Take it out of the text, or add it to site/src/rich-text.`,
  )
}
