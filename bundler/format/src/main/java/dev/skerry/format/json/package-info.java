/** JSON at its two strengths: the format's own strict spelling, and what registries send. */
@NullMarked
package dev.skerry.format.json;

import org.jspecify.annotations.NullMarked;
