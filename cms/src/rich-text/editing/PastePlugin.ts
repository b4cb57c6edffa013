'use client'
import type { PluginComponent } from '@payloadcms/richtext-lexical'
import { $createLinkNode, $isLinkNode, type LinkNode } from '@payloadcms/richtext-lexical/client'
import {
  $addUpdateTag,
  $caretFromPoint,
  $getCollapsedCaretRange,
  $getSelection,
  $hasUpdateTag,
  $isElementNode,
  $isRangeSelection,
  $isSelectionCapturedInDecoratorInput,
  $parseSerializedNode,
  $setSelectionFromCaretRange,
  $splitAtPointCaretNext,
  COMMAND_PRIORITY_CRITICAL,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  DROP_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  PASTE_COMMAND,
  PASTE_TAG,
  RootNode,
  type SerializedLexicalNode,
} from '@payloadcms/richtext-lexical/lexical'
import { $generateNodesFromDOM } from '@payloadcms/richtext-lexical/lexical/html'
import { useLexicalComposerContext } from '@payloadcms/richtext-lexical/lexical/react/LexicalComposerContext'
import { $findMatchingParent } from '@payloadcms/richtext-lexical/lexical/utils'
import { useEffect } from 'react'
import { arrangeRichText, contentModel, type ContentModel, plainContentModel } from 'shared-types'
import { cleanPastedHtml } from './clean-html'
import type { EditingProps } from './feature'
import { nameLostNodes } from './pasted-pictures'

/**
 * Puts content from the clipboard, or dropped, in the order that texts here have, before Lexical and Payload insert it: they read
 * an event whose data this plugin has replaced.
 */
export const PastePlugin: PluginComponent<EditingProps> = ({ clientProps: { isPlain } }) => {
  const [editor] = useLexicalComposerContext()
  useEffect(() => {
    const model = isPlain ? plainContentModel : contentModel
    const $arrange = (event: Event, property: 'clipboardData' | 'dataTransfer') => {
      const data = (event as Partial<Record<typeof property, DataTransfer | null>>)[property]
      if (!data || $isSelectionCapturedInDecoratorInput(event.target as Node)) return false
      const arranged = $arrangedData(data, editor, model, event.type !== 'drop')
      if (arranged) Object.defineProperty(event, property, { value: arranged })
      $addUpdateTag(PASTE_TAG)
      // The event goes on to Payload and Lexical.
      return false
    }
    return mergeRegister(
      editor.registerCommand(
        PASTE_COMMAND,
        (event) => $arrange(event, 'clipboardData'),
        COMMAND_PRIORITY_CRITICAL,
      ),
      editor.registerCommand(
        DROP_COMMAND,
        (event) => $arrange(event, 'dataTransfer'),
        COMMAND_PRIORITY_CRITICAL,
      ),
      editor.registerCommand(
        CONTROLLED_TEXT_INSERTION_COMMAND,
        (event) => typeof event !== 'string' && $arrange(event, 'dataTransfer'),
        COMMAND_PRIORITY_CRITICAL,
      ),
      editor.registerNodeTransform(RootNode, (root) => {
        if ($hasUpdateTag(PASTE_TAG)) for (const node of root.getChildren()) $arrangeInserted(node, model)
      }),
    )
  }, [editor, isPlain])
  return null
}

/** Lexical's own format: a tree of nodes as JSON. */
const lexicalType = 'application/x-lexical-editor'

/**
 * The same data with the nodes in order, instead of nodes and HTML as they were; undefined if there is plain text only. When
 * something is dropped, the caret stands elsewhere (`isAtCaret`); it moves before the browser inserts text.
 */
function $arrangedData(
  data: DataTransfer,
  editor: LexicalEditor,
  model: ContentModel,
  isAtCaret: boolean,
): DataTransfer | undefined {
  const html = data.getData('text/html')
  const copied = nodesOf(data.getData(lexicalType), editor)
  const children =
    (model.root.includes('upload') ? copied : copied && nameLostNodes(copied)) ??
    // Safari on iOS sends plain text as HTML too.
    (html && html !== data.getData('text/plain')
      ? $readHtml(html, data.files.length > 0, editor, model)
      : undefined)
  if (!children) return undefined

  const arranged = new DataTransfer()
  for (const type of data.types) {
    if (![lexicalType, 'text/html', 'Files'].includes(type)) arranged.setData(type, data.getData(type))
  }
  if (children.length === 0) {
    for (const file of data.files) arranged.items.add(file)
    return arranged
  }
  // Lexical puts a table into the cells of another, but inserts nothing of a text with a table in it.
  const isIntoCell = isAtCaret && children.length > 1 && $isCaretIn((node) => node.getType() === 'tablecell')
  const { root } = arrangeRichText({ root: { children } }, isIntoCell ? withoutTables(model) : model)
  if (isAtCaret && $isCaretIn($isLinkNode)) {
    // Words alone become words of the link that they are pasted into: as plain text.
    if (isWords(root.children)) return arranged
    $splitLink()
  }
  arranged.setData(lexicalType, JSON.stringify({ namespace: editor._config.namespace, nodes: root.children }))
  return arranged
}

/** The nodes that an editor of this CMS has put on the clipboard. */
function nodesOf(json: string, editor: LexicalEditor): SerializedLexicalNode[] | undefined {
  if (!json) return undefined
  const { namespace, nodes } = JSON.parse(json) as { namespace?: string; nodes?: SerializedLexicalNode[] }
  return namespace === editor._config.namespace ? nodes : undefined
}

function $readHtml(
  html: string,
  hasFiles: boolean,
  editor: LexicalEditor,
  model: ContentModel,
): SerializedLexicalNode[] {
  const canHoldPictures = model.root.includes('upload')
  const dom = new DOMParser().parseFromString(html, 'text/html')
  // Browsers copy a picture as its file, and as HTML that only names it. The file can be uploaded.
  if (hasFiles && canHoldPictures && dom.body.textContent.trim() === '') return []
  cleanPastedHtml(dom, { canHoldPictures })
  return $generateNodesFromDOM(editor, dom).map($toJson)
}

function $toJson(node: LexicalNode): SerializedLexicalNode {
  const json: SerializedLexicalNode & { children?: SerializedLexicalNode[] } = node.exportJSON()
  if ($isElementNode(node)) json.children = node.getChildren().map($toJson)
  return json
}

/** Whether the nodes are one paragraph of words. */
const isWords = ([first, ...others]: (SerializedLexicalNode & { children?: SerializedLexicalNode[] })[]) =>
  others.length === 0 && first?.type === 'paragraph' && first.children?.every(({ type }) => type === 'text')

const tableTypes = ['table', 'tablerow', 'tablecell']

const withoutTables = (model: ContentModel): ContentModel => ({
  ...Object.fromEntries(
    Object.entries(model)
      .filter(([parent]) => !tableTypes.includes(parent))
      .map(([parent, types]) => [parent, types.filter((type) => !tableTypes.includes(type))]),
  ),
  root: model.root.filter((type) => !tableTypes.includes(type)),
})

function $isCaretIn(isWanted: (node: LexicalNode) => boolean): boolean {
  const selection = $getSelection()
  return $isRangeSelection(selection) && $findMatchingParent(selection.anchor.getNode(), isWanted) !== null
}

/** Puts the caret between two links: what Lexical inserts into one comes before the words that follow it. */
function $splitLink(): void {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return
  if (!selection.isCollapsed()) selection.removeText()
  const inText = $caretFromPoint(selection.anchor, 'next')
  const inLink = $splitAtPointCaretNext(inText)
  if (!inLink || !$isLinkNode(inLink.getParentAtCaret())) return
  const split = $splitAtPointCaretNext(inLink, {
    $copyElementNode: (node) => $createLinkNode({ fields: { ...(node as LinkNode).getFields() } }),
  })
  if (split) $setSelectionFromCaretRange($getCollapsedCaretRange(split))
}

/** Puts a part of the text in order into which something was pasted, such as an inner list that Lexical put paragraphs into. */
function $arrangeInserted(node: LexicalNode, model: ContentModel): void {
  const tree = { root: { children: [$toJson(node)] } }
  const arranged = arrangeRichText(tree, model)
  if (arranged === tree) return
  const nodes = arranged.root.children.map($parseSerializedNode)
  for (const part of nodes) node.insertBefore(part)
  node.remove()
  nodes.at(-1)?.selectEnd()
}
