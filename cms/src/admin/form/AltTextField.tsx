'use client'
import { SaveButton, TextField, useForm } from '@payloadcms/ui'
import type { SaveButtonClientProps, TextFieldClientComponent, TextFieldSingleValidation } from 'payload'
import { checkAltText } from '../../media/alt-text'

/** One function for all renderings: a form validates a field again whenever it gets another one. */
const validateAlt: TextFieldSingleValidation = (value, { siblingData }) => checkAltText(value, siblingData)

/**
 * A text field that the form can check by itself. In the drawer for several files, Payload renders fields of our own before it knows
 * what the user may do, and so for reading only; the form around it knows.
 */
export const AltTextField: TextFieldClientComponent = (props) => (
  <TextField {...props} readOnly={false} validate={validateAlt} />
)

/**
 * The button Save of a file, which checks the alternative text first: Payload's forms send the file, which may take a
 * minute, and learn from the server what is missing.
 */
export function SaveFileButton(props: SaveButtonClientProps) {
  const { dispatchFields, getDataByPath, setSubmitted } = useForm()
  return (
    <span
      onClickCapture={(event) => {
        const decorative = getDataByPath<boolean>('decorative')
        const message = checkAltText(getDataByPath('alt'), { decorative })
        if (message === true) return
        event.stopPropagation()
        setSubmitted(true)
        // Not `validateForm`: Payload changes the state of the fields in place there, and may then show nothing.
        dispatchFields({ type: 'ADD_SERVER_ERRORS', errors: [{ path: 'alt', message }] })
      }}
    >
      <SaveButton {...props} />
    </span>
  )
}
