// A real browser for tests of the page: the Linux Chromium that comes inside a package, else an installed Chrome.
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** Undefined where there is none: the tests then say that they were skipped. */
export async function openBrowser(): Promise<Browser | undefined> {
  try {
    return await chromium.launch(await executable());
  } catch (error) {
    console.warn(`No browser: the tests of the page in a browser are skipped. ${String(error).split("\n")[0]}`);
    return undefined;
  }
}

async function executable() {
  if (process.platform !== "linux" || process.arch !== "x64") return { channel: "chrome" };
  sparticuz.setGraphicsMode = false;
  return { executablePath: await sparticuz.executablePath(), args: ARGS };
}

/** Not the package's own, which switch the web's security off: the tests are about that. No sandbox: machines of CI have none. */
const ARGS = ["--headless=shell", "--no-sandbox", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"];
