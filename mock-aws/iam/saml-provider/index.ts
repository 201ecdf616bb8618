// SAML providers: the operations.
import { createSamlProvider } from "./create-saml-provider.ts";
import { deleteSamlProvider } from "./delete-saml-provider.ts";
import { getSamlProvider } from "./get-saml-provider.ts";
import { listSamlProviders } from "./list-saml-providers.ts";
import { updateSamlProvider } from "./update-saml-provider.ts";

export const SAML_PROVIDER_OPERATIONS = [
  createSamlProvider,
  deleteSamlProvider,
  getSamlProvider,
  listSamlProviders,
  updateSamlProvider,
];
