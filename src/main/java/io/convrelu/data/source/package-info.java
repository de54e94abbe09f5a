/**
 * One reader a format: what is in an official distribution, and how its records become examples.
 */
package io.convrelu.data.source;
