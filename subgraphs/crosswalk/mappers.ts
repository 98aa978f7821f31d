export interface CustomerMapper {
  id: string
}
