package io.convrelu.report.picture;

import io.convrelu.report.chart.Chart;
import io.convrelu.report.markup.Markup;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Copies a chart of the page into a picture: classes become attributes, what is for the page goes.
 */
final class ChartCopy {

  private static final Set<String> PAGE_ONLY = Set.of("class", "role", "tabindex", "id");

  private final Markup out;
  private final Deque<Look> looks = new ArrayDeque<>();

  private ChartCopy(Markup out) {
    this.out = out;
    looks.push(Look.plain());
  }

  /** Copies the content of the chart's {@code svg} element. */
  static void copy(Chart chart, Markup out) {
    Markup source = new Markup();
    chart.render(source);
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(source.toString()));
      new ChartCopy(out).copy(reader);
      reader.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a chart that is no XML: " + chart.title(), e);
    }
  }

  private void copy(XMLStreamReader reader) throws XMLStreamException {
    int skipped = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (skipped > 0 || isForThePage(reader)) {
            skipped++;
          } else {
            start(reader);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (skipped > 0) {
            skipped--;
          } else {
            end(reader.getLocalName());
          }
        }
        case XMLStreamConstants.CHARACTERS -> {
          if (skipped == 0) {
            out.text(reader.getText());
          }
        }
        default -> {
          // Charts hold elements and text alone.
        }
      }
    }
  }

  /** The crosshair, and words for those who cannot see the page. */
  private static boolean isForThePage(XMLStreamReader reader) {
    return classes(reader).contains("crosshair")
        || reader.getLocalName().equals("title")
        || reader.getLocalName().equals("desc");
  }

  private void start(XMLStreamReader reader) {
    Set<String> classes = classes(reader);
    Look look = looks.peek().within(classes);
    looks.push(look);
    if (reader.getLocalName().equals("svg")) {
      return;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String name = reader.getAttributeLocalName(i);
      if (!PAGE_ONLY.contains(name) && !name.startsWith("data-") && !name.startsWith("aria-")) {
        attributes.put(name, reader.getAttributeValue(i));
      }
    }
    attributes.putAll(look.attributes(reader.getLocalName(), classes));
    List<String> flat = new ArrayList<>();
    attributes.forEach((name, value) -> flat.addAll(List.of(name, value)));
    out.open(reader.getLocalName(), flat.toArray(String[]::new));
  }

  private void end(String name) {
    looks.pop();
    if (!name.equals("svg")) {
      out.close(name);
    }
  }

  private static Set<String> classes(XMLStreamReader reader) {
    String classes = reader.getAttributeValue(null, "class");
    return classes == null ? Set.of() : Set.of(classes.split(" "));
  }
}
