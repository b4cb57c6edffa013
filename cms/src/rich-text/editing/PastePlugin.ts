'use client'
import type { PluginComponent } from '@payloadcms/richtext-lexical'
import {
  $isElementNode,
  $isSelectionCapturedInDecoratorInput,
  COMMAND_PRIORITY_CRITICAL,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  DROP_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  PASTE_COMMAND,
  type SerializedLexicalNode,
} from '@payloadcms/richtext-lexical/lexical'
import { $generateNodesFromDOM } from '@payloadcms/richtext-lexical/lexical/html'
import { useLexicalComposerContext } from '@payloadcms/richtext-lexical/lexical/react/LexicalComposerContext'
import { useEffect } from 'react'
import { arrangeRichText, contentModel, plainContentModel } from 'shared-types'
import { cleanPastedHtml } from './clean-html'
import type { EditingProps } from './feature'

/**
 * Puts content from the clipboard, or dropped, in the order that texts here have, before Lexical and Payload insert it: they read
 * an event whose data this plugin has replaced.
 */
export const PastePlugin: PluginComponent<EditingProps> = ({ clientProps: { isPlain } }) => {
  const [editor] = useLexicalComposerContext()
  useEffect(() => {
    const $arrange = (event: Event, property: 'clipboardData' | 'dataTransfer') => {
      const data = (event as Partial<Record<typeof property, DataTransfer | null>>)[property]
      if (!data || $isSelectionCapturedInDecoratorInput(event.target as Node)) return false
      const arranged = $arrangedData(data, editor, isPlain)
      if (arranged) Object.defineProperty(event, property, { value: arranged })
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
    )
  }, [editor, isPlain])
  return null
}

/** Lexical's own format: a tree of nodes as JSON. */
const lexicalType = 'application/x-lexical-editor'

/** The same data with the nodes in order, instead of nodes and HTML as they were; undefined if there is plain text only. */
function $arrangedData(
  data: DataTransfer,
  editor: LexicalEditor,
  isPlain: boolean,
): DataTransfer | undefined {
  const html = data.getData('text/html')
  const children =
    nodesOf(data.getData(lexicalType), editor) ??
    // Safari on iOS sends plain text as HTML too.
    (html && html !== data.getData('text/plain')
      ? $readHtml(html, data.files.length > 0, editor, isPlain)
      : undefined)
  if (!children) return undefined

  const arranged = new DataTransfer()
  for (const type of data.types) {
    if (![lexicalType, 'text/html', 'Files'].includes(type)) arranged.setData(type, data.getData(type))
  }
  if (children.length > 0) {
    const { root } = arrangeRichText({ root: { children } }, isPlain ? plainContentModel : contentModel)
    arranged.setData(
      lexicalType,
      JSON.stringify({ namespace: editor._config.namespace, nodes: root.children }),
    )
  } else {
    for (const file of data.files) arranged.items.add(file)
  }
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
  isPlain: boolean,
): SerializedLexicalNode[] {
  const dom = new DOMParser().parseFromString(html, 'text/html')
  // Browsers copy a picture as its file, and as HTML that only names it. The file can be uploaded.
  if (hasFiles && !isPlain && dom.body.textContent.trim() === '') return []
  cleanPastedHtml(dom, { canHoldPictures: !isPlain })
  return $generateNodesFromDOM(editor, dom).map($toJson)
}

function $toJson(node: LexicalNode): SerializedLexicalNode {
  const json: SerializedLexicalNode & { children?: SerializedLexicalNode[] } = node.exportJSON()
  if ($isElementNode(node)) json.children = node.getChildren().map($toJson)
  return json
}
