// Measures a PDF: what stands where on its pages. Judges nothing.
//
// Lengths are in points, from the left and the top edge of the page; y of a text is its baseline.

import fs from 'node:fs';
import { getDocument, OPS, Util } from 'pdfjs-dist/legacy/build/pdf.mjs';

export async function measure(file) {
  const document = await getDocument({ data: new Uint8Array(fs.readFileSync(file)), useSystemFonts: false, verbosity: 0 }).promise;
  const pages = [];
  for (let n = 1; n <= document.numPages; n++) {
    const page = await document.getPage(n);
    const [left, bottom, right, top] = page.view;
    const operators = await page.getOperatorList();
    const { items } = await page.getTextContent();
    const texts = items.filter((item) => item.str.trim()).map((item) => {
      const [a, b, , , x, y] = item.transform;
      const font = page.commonObjs.get(item.fontName);
      return { text: item.str, x: x - left, y: top - y, width: item.width, size: Math.hypot(a, b), font: font.name };
    });
    const drawn = painted(operators, top, left);
    pages.push({ width: right - left, height: top - bottom, texts, ...drawn });
  }
  const { info } = await document.getMetadata();
  const outline = ((await document.getOutline()) ?? []).map((entry) => entry.title);
  return { pages, title: info.Title ?? null, language: info.Language ?? null, outline };
}

// Painted boxes, and the colours of the letters.
function painted({ fnArray, argsArray }, top, left) {
  const boxes = [];
  const colours = new Set();
  const letters = [OPS.showText, OPS.showSpacedText, OPS.nextLineShowText, OPS.nextLineSetSpacingShowText];
  let colour = '#000000';
  const stack = [];
  let matrix = [1, 0, 0, 1, 0, 0];
  let box = null;
  fnArray.forEach((operator, n) => {
    const args = argsArray[n];
    if (operator === OPS.save) stack.push(matrix);
    else if (operator === OPS.restore) matrix = stack.pop() ?? [1, 0, 0, 1, 0, 0];
    else if (operator === OPS.transform) matrix = Util.transform(matrix, args);
    else if (operator === OPS.setFillRGBColor) colour = Util.makeHexColor(...args);
    else if (letters.includes(operator)) colours.add(colour);
    else if (operator === OPS.constructPath) {
      box = Util.getAxialAlignedBoundingBox(args[2], matrix);
    } else if (box && [OPS.fill, OPS.eoFill, OPS.stroke, OPS.fillStroke].includes(operator)) {
      const [x0, y0, x1, y1] = box;
      boxes.push({ x: x0 - left, y: top - y1, width: x1 - x0, height: y1 - y0 });
    } else if (operator === OPS.endPath) box = null;
  });
  return { boxes, colours: [...colours] };
}
