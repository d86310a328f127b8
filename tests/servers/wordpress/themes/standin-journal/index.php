<!DOCTYPE html>
<html <?php language_attributes(); ?>>
<head><meta charset="<?php bloginfo( 'charset' ); ?>"><?php wp_head(); ?></head>
<body <?php body_class(); ?>>
<?php wp_body_open(); ?>
<main>
<?php if ( ! have_posts() ) : ?>
<p>Nothing was found.</p>
<?php endif; ?>
<?php while ( have_posts() ) : the_post(); ?>
<article id="post-<?php the_ID(); ?>">
<?php if ( is_singular() ) : ?>
<p class="date"><?php echo esc_html( get_the_date( 'Y-m-d' ) ); ?></p>
<h1><?php the_title(); ?></h1>
<p class="byline">Posted on <?php echo esc_html( get_the_date() ); ?> by <?php the_author(); ?></p>
<?php the_post_thumbnail(); ?>
<div class="entry-content"><?php the_content(); ?></div>
<?php comment_form(); ?>
<section class="author"><h2>Published by <?php the_author(); ?></h2>
<p><?php the_author_meta( 'description' ); ?></p></section>
<?php else : ?>
<h2><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h2>
<?php the_excerpt(); ?>
<?php endif; ?>
</article>
<?php endwhile; ?>
</main>
<?php wp_footer(); ?>
</body>
</html>
