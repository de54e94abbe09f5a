package io.convrelu.conf;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;

/** A configuration is one file: an {@code include} would make a trial's provenance incomplete. */
final class NoIncludes implements ConfigIncluder {

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    throw new ConfigException.Generic("include \"" + what + "\" is not supported; use one file");
  }
}
