import type { Context } from './context.ts'
import type { FeatureRecord, ProductRecord } from './provider.ts'

/** A product's records in all billing systems, noted as what the object was answered from. */
export function loadProducts(id: string, context: Context): Promise<ProductRecord[]> {
  const load = async (): Promise<ProductRecord[]> => {
    const links = await context.ids.linksOf(id, 'BILLING')
    const records = await Promise.all(links.map((link) => context.loaders.product.load(link)))
    return records.filter((record) => record !== undefined)
  }
  return context.loadedRecords.note(`Product ${id}`, load())
}

/** What the product grants, in any system; undefined when no billing system knows it. */
export async function loadFeatures(
  id: string,
  { ids, loaders }: Context,
): Promise<FeatureRecord[] | undefined> {
  const links = await ids.linksOf(id, 'BILLING')
  if (links.length === 0) return undefined
  const found = await Promise.all(links.map((link) => loaders.featuresOfProduct.load(link)))
  return found.flatMap((features) => features ?? [])
}
