import { type DocumentNode, Kind } from 'graphql'

/** Personal data, by schema coordinate: the category of its `@pii`. */
export function personalFieldsOf(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue
    for (const { name, directives = [] } of type.fields ?? []) {
      const category = directives
        .find((directive) => directive.name.value === 'pii')
        ?.arguments?.find((argument) => argument.name.value === 'category')?.value
      if (category?.kind === Kind.ENUM) found.set(`${type.name.value}.${name.value}`, category.value)
    }
  }
  return found
}
